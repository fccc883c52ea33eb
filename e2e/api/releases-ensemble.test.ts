import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as getChildren } from '@/app/api/clusters/[cluster]/children/route'
import { GET as openEvents } from '@/app/api/clusters/[cluster]/events/route'
import { GET as getPast } from '@/app/api/clusters/[cluster]/history/past/route'
import { POST as postInterest } from '@/app/api/clusters/[cluster]/interest/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { fourLetterWord } from '@/bin/zookeeper/four-letter-word.mjs'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { type Ensemble, startEnsemble } from '@/e2e/zookeeper/ensemble'
import { readPast } from '@/lib/api/past'
import * as api from '@/lib/api/znode'
import { type Call, callsOf } from '@/lib/server/testing/call'
import { closeAll, connected, eventually, freshPath } from '@/lib/server/testing/sessions'
import { base64, startSite, type TestSite } from '@/lib/server/testing/site'
import { startWatch, statKnown } from '@/lib/server/testing/stream'
import { ROOT, toPath, type ZnodePath } from '@/lib/znode/path'

const CONFIG = toPath('/zookeeper/config')

await eachRelease(
  ({ installation }) => {
    let ensemble: Ensemble
    let site: TestSite
    let call: Call

    const start = (options: Parameters<typeof startEnsemble>[0]) => {
      beforeAll(async () => {
        ensemble = await startEnsemble({ installation, isDynamic: true, ...options })
        site = startSite({
          VIVARIUM_CONNECT: ensemble.connectString,
          VIVARIUM_CONNECT_TIMEOUT_MS: '1000',
        })
        call = callsOf(site, 'main')
      })
      afterAll(async () => {
        await site.close()
        await closeAll()
        await ensemble.stop()
      })
    }
    const read = (path: ZnodePath) =>
      call(api.readZnode, znode.GET, { query: { path, fresh: 'true' } })
    const create = (path: ZnodePath) =>
      call(api.createZnode, znode.POST, { body: { path, data: base64('x') } })

    describe('an ensemble whose members change', () => {
      start({})

      test('is followed while a member is removed and added', async () => {
        const path = freshPath()
        await create(path)
        const look = { nodes: [path, CONFIG], parents: [] }
        const watch = await startWatch(site, { openEvents, postInterest }, look)
        await watch.becomes('live')
        const members = async () => {
          const { data } = await read(CONFIG)
          return Buffer.from(data ?? '', 'base64')
            .toString()
            .match(/^server\.\d/gm)
        }
        expect(await members()).toHaveLength(3)
        const [follower] = await ensemble.followers()
        const configured = () => watch.changes.filter((change) => change.path === CONFIG).length
        for (const [change, left] of [
          ['remove', 2],
          ['add', 3],
        ] as const) {
          const before = configured()
          await follower?.[change]()
          await eventually(() => configured() > before, 'the new configuration is told')
          expect(await members()).toHaveLength(left)
        }
        const other = await connected(ensemble.members.map(({ port }) => port))
        await other.setData(path, Buffer.from('y'), 0)
        await eventually(() => statKnown(watch, path)?.version === 1, 'changes are told')
        expect(watch.states.map(({ state }) => state)).not.toContain('paused')
        watch.close()
      })
    })

    describe('a server that has lost its quorum', () => {
      const config = { localSessionsEnabled: true, localSessionsUpgradingEnabled: true }
      start({ config, javaOptions: ['-Dreadonlymode.enabled=true'] })

      test('is read and not written, fresh reads and the past included, until it has one again', async () => {
        const path = freshPath()
        const { stat } = await create(path)
        const [kept, ...lost] = ensemble.members
        for (const member of lost) await member.kill()
        const isReadOnly = async () =>
          (await fourLetterWord(kept?.port ?? 0, 'isro').catch(() => '')) === 'ro'
        await eventually(isReadOnly, 'it serves reads')
        await eventually(
          () =>
            read(path).then(
              () => true,
              () => false,
            ),
          'it is read',
        )
        expect(await read(path)).toMatchObject({ data: base64('x'), stat })
        const { names } = await call(api.listChildren, getChildren, { query: { path: ROOT } })
        expect(names).toContain(path.slice(1))
        const query = { path, at: `${stat.ctime}` }
        const past = await call(readPast, getPast, { query })
        expect(past.self).toMatchObject({ status: 'same', now: stat })
        const written = create(freshPath())
        await expect(written).rejects.toMatchObject({ status: 503, code: 'not-live' })
        for (const member of lost) await member.restart()
        await eventually(
          () =>
            create(freshPath()).then(
              () => true,
              () => false,
            ),
          'it is written',
        )
      })
    })
  },
  ['newest'],
)
