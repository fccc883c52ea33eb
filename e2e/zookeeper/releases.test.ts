import { expect, test } from 'vitest'
import { fourLetterWord } from '@/bin/zookeeper/four-letter-word.mjs'
import { eachRelease } from './each-release'
import { startZooKeeper } from './standalone'

await eachRelease(({ version, installation }) => {
  test('runs, in the version that was found', async () => {
    const server = await startZooKeeper({ installation })
    expect(await fourLetterWord(server.port, 'srvr')).toContain(`version: ${version}-`)
    await server.stop()
  })
})
