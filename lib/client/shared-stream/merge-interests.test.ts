import { expect, test } from 'vitest'
import type { Interest } from '@/lib/client/tell-interest'
import type { ZnodePath } from '@/lib/znode/path'
import { mergeInterests } from './merge-interests'

const p = (path: string) => path as ZnodePath
const looking = (over: Partial<Interest>): Interest => ({
  nodes: [],
  parents: [],
  timeline: null,
  ...over,
})

test('all tabs together look at what each looks at, no older than the newest of them has seen', () => {
  const merged = mergeInterests([
    looking({ nodes: [p('/a')], floor: '0x9' }),
    looking({ nodes: [p('/a'), p('/b')], parents: [p('/')], floor: '0x10' }),
    looking({ timeline: p('/a/b') }),
  ])
  expect(merged).toEqual({
    nodes: ['/a', '/b'],
    parents: ['/'],
    timeline: '/a/b',
    floor: '0x10',
  })
})

test('one tab with a history on its screen is enough to be told', () => {
  expect(mergeInterests([looking({}), looking({ history: true })])?.history).toBe(true)
  expect(mergeInterests([looking({})])?.history).toBeUndefined()
})

test('timelines of two tabs meet in the smallest subtree that holds both', () => {
  const both = [looking({ timeline: p('/a/b/c') }), looking({ timeline: p('/a/d') })]
  expect(mergeInterests(both)?.timeline).toBe('/a')
})
