import { expect, test, vi } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { setAcl } from '@/lib/server/cluster/write/set-acl'
import { recordingStage } from '@/lib/server/testing/recording'
import { eventually, PERSISTENT } from '@/lib/server/testing/sessions'
import type { AclEntry } from '@/lib/znode/acl'

const stage = recordingStage({ startZooKeeper })
const CLOSED: AclEntry[] = [{ scheme: 'world', id: 'anyone', permissions: ['read', 'admin'] }]

test('an ACL that a znode got which was created again meanwhile is recorded of that znode', async () => {
  const { foreign, path } = stage
  await stage.recording(async (vivarium) => {
    const { czxid } = (await foreign.create(path, Buffer.from('one'), PERSISTENT)).value.stat
    await vivarium.recorded(path, 1)
    const session = await vivarium.writing().gateway.connected('write')
    const real = session.setAcl.bind(session)
    vi.spyOn(session, 'setAcl').mockImplementationOnce(async (...sent) => {
      await foreign.delete(path, 0)
      await foreign.create(path, Buffer.from('two'), PERSISTENT)
      return await real(...sent)
    })
    const seen = { path, aversion: 0, czxid }
    const { value: stat } = await setAcl(vivarium.writing(), seen, CLOSED)
    expect(stat.czxid).not.toBe(czxid)
    await eventually(() => vivarium.history.recorder.isIdle, 'noticed')
    const changes = await vivarium.changes({ path })
    const made = { czxid: stat.czxid, person: 'ada' }
    expect(changes.find(({ kind }) => kind === 'acl')).toMatchObject(made)
  })
})
