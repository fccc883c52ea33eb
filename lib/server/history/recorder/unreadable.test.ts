import { expect, test } from 'vitest'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { recordingStage } from '@/lib/server/testing/recording'
import { PERSISTENT } from '@/lib/server/testing/sessions'
import { childOf } from '@/lib/znode/path'

const NOBODY = { scheme: 'digest', id: 'nobody:x', permissions: ['read'] as const }

await eachRelease(
  ({ installation }) => {
    const stage = recordingStage({ startZooKeeper: () => startZooKeeper({ installation }) })

    test('what may not be read any more is not recorded as deleted, and hides nothing else', async () => {
      const { foreign, path } = stage
      const [locked, gone, kept] = [
        childOf(path, 'locked'),
        childOf(path, 'gone'),
        childOf(path, 'kept'),
      ]
      const place = stage.ownPlace()
      const all = [path, locked, gone, kept]
      await stage.recording(
        async ({ recorded }) => {
          for (const each of all) await foreign.create(each, Buffer.from('one'), PERSISTENT)
          for (const each of all) await recorded(each, 1)
        },
        { place },
      )
      await foreign.setAcl(locked, [NOBODY], 0)
      await foreign.delete(gone, 0)
      await foreign.setData(kept, Buffer.from('two'), 0)
      await stage.recording(
        async ({ recorded, changes }) => {
          await recorded(gone, 2)
          await recorded(kept, 2)
          const kinds = (await changes({ below: path })).map((each) => [each.path, each.kind])
          expect(kinds).toContainEqual([gone, 'deleted'])
          expect(kinds.filter(([of]) => of === locked)).toEqual([[locked, 'created']])
        },
        { place },
      )
    })
  },
  ['newest'],
)
