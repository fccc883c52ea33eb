import { expect, test } from 'vitest'
import type { Interest } from '@/lib/client/transport/tell-interest'
import type { ZnodePath } from '@/lib/znode/path'
import { floorOf, mergeInterests } from './merge-interests'

const p = (path: string) => path as ZnodePath
const looking = (over: Partial<Interest>): Interest => ({
  nodes: [],
  parents: [],
  timeline: null,
  ...over,
})

test('all tabs together look at what each looks at', () => {
  const merged = mergeInterests([
    looking({ nodes: [p('/a')] }),
    looking({ nodes: [p('/a'), p('/b')], parents: [p('/')] }),
    looking({ timeline: p('/a/b') }),
  ])
  expect(merged).toEqual({
    nodes: ['/a', '/b'],
    parents: ['/'],
    timeline: '/a/b',
  })
})

test('no tab is answered older than it has seen, nor what it wants read anew as it is known', () => {
  const floors = (...all: Array<Interest['floor']>) =>
    floorOf(all.map((floor) => looking(floor ? { floor } : {})))
  expect(floors('0x9', undefined, '0x10')).toBe('0x10')
  expect(floors('0x9', '0x0')).toBe('0x0')
  expect(floors('0x0', '0x9')).toBe('0x0')
  expect(floors(undefined)).toBeUndefined()
})

test('one tab with a history on its screen is enough to be told', () => {
  expect(mergeInterests([looking({}), looking({ history: true })])?.history).toBe(true)
  expect(mergeInterests([looking({})])?.history).toBeUndefined()
})

test('timelines of two tabs meet in the smallest subtree that holds both', () => {
  const both = [looking({ timeline: p('/a/b/c') }), looking({ timeline: p('/a/d') })]
  expect(mergeInterests(both)?.timeline).toBe('/a')
})
