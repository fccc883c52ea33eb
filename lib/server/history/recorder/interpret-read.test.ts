import { expect, test } from 'vitest'
import { momentOf } from '@/lib/server/history/rows/change-position'
import type { KnownHead } from '@/lib/server/history/rows/heads'
import type { Look } from '@/lib/server/history/rows/observation'
import type { SeenValue } from '@/lib/server/history/rows/seen-value'
import type { Notification } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { interpret } from './interpret-read'
import { MetZnodes } from './unrecorded-znodes'

const path = '/a' as ZnodePath
const value: SeenValue = { state: 'too-large', size: 5, hash: 'its hash' }

function stat(more: Partial<Stat> = {}): Stat {
  return {
    ...{ czxid: '0x10', mzxid: '0x10', pzxid: '0x10', ctime: 1, mtime: 1 },
    ...{ version: 0, cversion: 0, aversion: 0, ephemeralOwner: '0x0' },
    ...{ dataLength: 5, numChildren: 0 },
    ...more,
  }
}

const met = new MetZnodes()
const head: KnownHead = {
  ...{ kind: 'created', moment: momentOf(0, '0x10'), version: 0, aversion: 0, hash: null },
  ...{ czxid: '0x10', gone: false },
}

/** What is recorded: `created v0` and so on. */
function told(
  found: Stat | null,
  said: Array<Notification['type']>,
  known: KnownHead | undefined = undefined,
) {
  const look: Look = found
    ? { path, found: { value, stat: found }, zxid: '0x20' }
    : { path, gone: '0x20' }
  const sightings = interpret(look, new Set(said), { head: known, era: 0, met, now: 9 })
  return sightings.map(({ kind, version, value: seen }) =>
    [kind, version === null ? '' : ` v${version}`, seen ? ' with its value' : ''].join(''),
  )
}

test('a creation is told with its value', () => {
  expect(told(stat(), ['created'])).toEqual(['created v0 with its value'])
})

test('of a creation that was overtaken by a change nobody read the value', () => {
  const changed = stat({ mzxid: '0x12', version: 2 })
  expect(told(changed, ['created', 'changed'])).toEqual(['created v0', 'changed v2 with its value'])
})

test('a deletion is told once, and ends the incarnation that was known', () => {
  expect(told(null, ['deleted'], head)).toEqual(['deleted'])
  expect(told(null, ['deleted'], { ...head, gone: true })).toEqual([])
})

test('the deletion of a znode that was never seen has no incarnation; a whole life unseen is not told', () => {
  const look = { path, gone: '0x20' } as const
  const around = { head: undefined, era: 0, met, now: 9 }
  const [deletion] = interpret(look, new Set(['deleted']), around)
  expect(deletion).toMatchObject({ kind: 'deleted', czxid: null })
  expect(told(null, ['created', 'deleted'])).toEqual([])
})

test('the deletion of a znode that was seen on a screen alone ends what was seen', () => {
  met.meet(path, stat({ czxid: '0x7' }))
  const around = { head: undefined, era: 0, met, now: 9 }
  const [deletion] = interpret({ path, gone: '0x20' }, new Set(['deleted']), around)
  expect(deletion).toMatchObject({ kind: 'deleted', czxid: '0x7' })
})

test('an ephemeral is not recorded, nor its end', () => {
  expect(told(stat({ ephemeralOwner: '0x1' }), ['created'])).toEqual([])
  expect(told(null, ['deleted'])).toEqual([])
})

test('an ephemeral in the place of a recorded znode ends that', () => {
  const ephemeral = stat({ ephemeralOwner: '0x1', czxid: '0x30' })
  expect(told(ephemeral, ['deleted', 'created'], head)).toEqual(['deleted'])
  expect(told(null, ['deleted'], { ...head, gone: true })).toEqual([])
})

test('a znode that was gone before it was read is not told by the notice of its end', () => {
  expect(told(null, ['created'])).toEqual([])
  expect(told(null, ['deleted'])).toEqual([])
})

test('what is as it was recorded did not change, whatever was heard of it', () => {
  const said: Array<Notification['type']> = ['changed']
  expect(told(stat(), said, head)).toEqual(['seen v0 with its value'])
  expect(told(stat({ mzxid: '0x12', version: 1 }), said, head)).toEqual([
    'changed v1 with its value',
  ])
})

test('a read that is older than what was recorded is no change', () => {
  const newer = { ...head, moment: momentOf(0, '0x12'), version: 1 }
  expect(told(stat(), [], newer)).toEqual(['seen v0 with its value'])
})

test('another incarnation than was recorded was created, whoever missed the notice of it', () => {
  expect(told(stat({ czxid: '0x14', mzxid: '0x14' }), ['changed'], head)).toEqual([
    'created v0 with its value',
  ])
})

test('a version that is as it was created is never told as changed', () => {
  expect(told(stat(), ['changed'])).toEqual(['created v0 with its value'])
  expect(told(stat(), ['deleted', 'changed'])).toEqual(['created v0 with its value'])
})
