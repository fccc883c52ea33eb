import { expect, test } from 'vitest'
import { startPostgres } from '@/e2e/postgres/server'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import type { Writing } from '@/lib/server/cluster/write/write-context'
import { setZnode } from '@/lib/server/cluster/write/znode-writes'
import type { TestHistory } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { eventually, freshPath, PERSISTENT, statAt } from '@/lib/server/testing/sessions'
import type { ZnodePath } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper, startPostgres })
const bytes = (text: string) => Buffer.from(text)

/** The writing of a process that dies after ZooKeeper took the write and before it says so. */
function dyingIn({ journal, ...writing }: Writing): Writing {
  const begin: Writing['journal']['begin'] = async (...intents) => {
    await journal.begin(...intents)
    return async () => undefined
  }
  return { ...writing, journal: { ...journal, begin } }
}

const idle = ({ history }: TestHistory) => eventually(() => history.recorder.isIdle, 'recorded')

async function versionOf(path: ZnodePath, version: number) {
  const { czxid } = await statAt(stage.foreign, path)
  return { path, version, czxid } as const
}

test('two replicas that both write, and somebody else: each change once, with who made it', async () => {
  const { foreign } = stage
  const place = stage.sharedPlace()
  const paths = Array.from({ length: 10 }, () => freshPath())
  await stage.recording(
    async (first) => {
      await stage.recording(
        async (second) => {
          for (const path of paths) await foreign.create(path, bytes('0'), PERSISTENT)
          const ada = first.writing({ person: 'ada' })
          const grace = second.writing({ person: 'grace' })
          await Promise.all(
            paths.map(async (path) => {
              await setZnode(ada, await versionOf(path, 0), bytes('1'))
              await setZnode(grace, await versionOf(path, 1), bytes('2'))
              await foreign.setData(path, bytes('3'), 2)
              await first.recorded(path, 4)
            }),
          )
          for (const each of [first, second]) await idle(each)
          for (const path of paths) {
            const rows = await second.changes({ path })
            expect(rows.map(({ version, person }) => [version, person])).toEqual([
              [3, null],
              [2, 'grace'],
              [1, 'ada'],
              [0, null],
            ])
          }
        },
        { place },
      )
    },
    { place },
  )
})

test('what a replica wrote before it died is one row, and is ours once the other found out', async () => {
  const { foreign, path } = stage
  const place = stage.sharedPlace()
  let aheadMs = 0
  const now = () => performance.now() + aheadMs
  await stage.recording(
    async (other) => {
      await foreign.create(path, bytes('0'), PERSISTENT)
      const dying = stage.open({ place })
      const writing = dyingIn(dying.writing({ person: 'ada', reason: 'Ticket 7' }))
      await setZnode(writing, await versionOf(path, 0), bytes('1'))
      await dying.close()
      const [noticed] = await other.recorded(path, 2)
      expect(noticed).toMatchObject({ version: 1, person: null })
      await other.history.resolveOnce()
      // A minute later the other replica takes the intent for abandoned.
      aheadMs = 61_000
      await eventually(async () => (await other.history.resolveOnce()) === 0, 'found out')
      await idle(other)
      const rows = await other.changes({ path })
      expect(rows.map(({ version, person, reason }) => [version, person, reason])).toEqual([
        [1, 'ada', 'Ticket 7'],
        [0, null, null],
      ])
    },
    { place, now },
  )
})
