import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { never } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { eventually, PERSISTENT } from '@/lib/server/testing/sessions'
import { childOf, parentOf, type ZnodePath } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper })
/** So much an answer may hold. */
const maxFrameBytes = 50_000
const LARGE = Buffer.alloc(60_000, 'x')
const text = (of: string) => Buffer.from(of)

test('a value that no answer holds is recorded by its size, and holds up no other', async () => {
  const { foreign, path } = stage
  const [large, small] = [childOf(path, 'large'), childOf(path, 'small')]
  await stage.recording(
    async (vivarium) => {
      await foreign.create(path, null, PERSISTENT)
      await foreign.create(large, LARGE, PERSISTENT)
      await foreign.create(small, text('one'), PERSISTENT)
      const [change] = await vivarium.recorded(small, 1)
      expect((await vivarium.values(change ?? never()))[1]).toBe('one')
      const told = { kind: 'created', value: 'too-large', size: LARGE.length }
      expect((await vivarium.recorded(large, 1))[0]).toMatchObject(told)
      await foreign.setData(large, text('less'), 0)
      const [less] = await vivarium.recorded(large, 2)
      expect(await vivarium.values(less ?? never())).toEqual(['(too-large)', 'less'])
    },
    { maxFrameBytes },
  )
})

test('what is larger than history keeps and than an answer holds is compared, too', async () => {
  const { foreign, path } = stage
  const [large, small] = [childOf(path, 'large'), childOf(path, 'small')]
  const opening = { maxFrameBytes, place: stage.ownPlace(), scope: { maxValueBytes: 1_000_000 } }
  await stage.recording(async (vivarium) => {
    for (const each of [path, large, small]) await foreign.create(each, text('one'), PERSISTENT)
    for (const each of [path, large, small]) await vivarium.recorded(each, 1)
  }, opening)
  await foreign.setData(large, LARGE, 0)
  await foreign.setData(small, text('two'), 0)
  await stage.recording(
    async (vivarium) => {
      const told = { kind: 'changed', value: 'too-large', size: LARGE.length, away: true }
      expect((await vivarium.recorded(large, 2))[0]).toMatchObject(told)
      expect((await vivarium.recorded(small, 2))[0]).toMatchObject({ kind: 'changed', away: true })
      const { baseline } = vivarium.history.recorder
      await eventually(() => baseline.progress.state === 'complete', 'the baseline ended')
    },
    { ...opening, scope: { ...opening.scope, include: [path], baseline: true } },
  )
})

test('an ACL that no answer holds is not known, and holds up no other', async () => {
  const { foreign, path } = stage
  const other = childOf(parentOf(path), `${path.slice(1)}-other`)
  const id = `ada:${'x'.repeat(60_000)}`
  const entry = { scheme: 'digest', id, permissions: ['admin'] as const }
  const acl = [entry, ...PERSISTENT.acl]
  await stage.recording(
    async (vivarium) => {
      await foreign.create(path, text('one'), { mode: 'persistent', acl })
      await foreign.create(other, text('one'), PERSISTENT)
      await vivarium.recorded(other, 1)
      await vivarium.recorded(path, 1)
      await eventually(() => vivarium.history.recorder.isIdle, 'nothing waits')
    },
    { maxFrameBytes },
  )
})

test('a write whose znode cannot be read keeps no other write open', async () => {
  const { foreign, path } = stage
  const opening = { maxFrameBytes, place: stage.ownPlace() }
  const begin = async (at: ZnodePath) => {
    const seen = { path: at, version: 0, czxid: '0x1' } as const
    const rest = { op: 'set', data: text('two'), replaced: null, before: '0x1' } as const
    const { key } = await dying.cluster.gateway.connected('write')
    const author = { person: 'ada', reason: null }
    if (!key) throw new Error('the session has no key')
    await dying.history.journal.begin([{ ...rest, path: at, seen, author, key }], randomUUID())
  }
  const dying = stage.open(opening)
  const [large, last] = [childOf(path, 'large'), childOf(path, 'last')]
  // No request holds it.
  const refused = childOf(path, 'x'.repeat(1_100_000))
  await foreign.create(path, null, PERSISTENT)
  await foreign.create(large, LARGE, PERSISTENT)
  await foreign.create(last, text('one'), PERSISTENT)
  for (const each of [large, refused, last]) await begin(each)
  await dying.close()
  const later = stage.open(opening)
  try {
    expect(await later.history.resolveOnce()).toBe(1)
    const open = await later.store.read((db) =>
      db.selectFrom('intent').select('path').where('outcome', 'is', null).execute(),
    )
    expect(open).toEqual([{ path: refused }])
  } finally {
    await later.close()
  }
})
