import { afterEach, expect, test } from 'vitest'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { type Ensemble, startEnsemble } from '@/e2e/zookeeper/ensemble'
import { listChildren, readZnode } from '@/lib/server/cluster/read/reads'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import { openCluster } from '@/lib/server/testing/watch-gateway'
import { ROOT } from '@/lib/znode/path'

const READ_ONLY = {
  config: { localSessionsEnabled: true, localSessionsUpgradingEnabled: true },
  javaOptions: ['-Dreadonlymode.enabled=true'],
}
const STREAM = 'stream'

let ensemble: Ensemble | undefined
const closing: Array<() => unknown> = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await closeAll()
  await ensemble?.stop()
  ensemble = undefined
})

function newCluster(ports: readonly number[]) {
  const cluster = openCluster(ports, { allowReadOnly: true })
  closing.push(cluster.close)
  cluster.live.attach(STREAM, null, () => undefined)
  return cluster
}

await eachRelease(
  ({ installation }) => {
    test('a server that lost its quorum is read by polling, fresh reads too, until the quorum is back', async () => {
      ensemble = await startEnsemble({ installation, ...READ_ONLY })
      const ports = ensemble.members.map(({ port }) => port)
      const path = freshPath()
      const writer = await connected(ports)
      await writer.create(path, Buffer.from('value'), PERSISTENT)
      // One that runs, and one that starts while there is no quorum.
      const running = newCluster(ports)
      await eventually(() => running.live.state().state === 'live', 'live')
      const [, ...others] = ensemble.members
      await Promise.all(others.map((member) => member.kill()))
      const starting = newCluster(ports)
      for (const { live, gateway } of [running, starting]) {
        await eventually(() => live.state().readOnly && live.state().state === 'live', 'read-only')
        expect(live.state()).toMatchObject({ feed: 'poll', cause: 'no-quorum' })
        const looked = { nodes: new Set([path]), parents: new Set([ROOT]), timeline: null }
        const { facts, zxid } = await live.setInterest(STREAM, looked)
        expect(facts.get(path)).toMatchObject({ stat: { version: 0 } })
        const session = await gateway.connected('read')
        const fresh = await readZnode(session, { path, fresh: true, floor: zxid })
        expect(fresh.value.data?.toString()).toBe('value')
        expect((await listChildren(session, { path: ROOT, floor: zxid })).value.names).toContain(
          path.slice(1),
        )
      }
      await Promise.all(others.map((member) => member.restart()))
      for (const { live } of [running, starting])
        await eventually(
          () => live.state().state === 'live' && live.state().feed === 'watch',
          'watched again',
        )
      expect(running.live.state()).toMatchObject({ readOnly: false, cause: null })
    })
  },
  ['newest'],
)
