import { expect, test } from 'vitest'
import { fourLetterWord } from '@/bin/zookeeper/four-letter-word.mjs'
import { RELEASES } from '@/bin/zookeeper/releases.mjs'
import { findReleases } from './releases'
import { startZooKeeper } from './standalone'

const { available, missing } = await findReleases(...RELEASES)

test.each(available)('a server of release $release runs', async ({ version, installation }) => {
  const server = await startZooKeeper({ installation })
  expect(await fourLetterWord(server.port, 'srvr')).toContain(`version: ${version}-`)
  await server.stop()
})

for (const { release, reason } of missing)
  test.skipIf(true)(`a server of release ${release} runs (left out: ${reason})`, () => undefined)
