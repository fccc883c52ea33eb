import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { applyChanges, applyChildren, applyReset } from './apply-event'
import { EMPTY_TREE, expand, presentNames, type Tree, withLevel } from './tree'

const at = (zxid: number): Hex64 => `0x${zxid.toString(16)}`
const path = (spelled: string) => spelled as ZnodePath
const created = (spelled: string, zxid: number) => ({
  path: path(spelled),
  exists: true,
  zxid: at(zxid),
})
const deleted = (spelled: string, zxid: number) => ({ ...created(spelled, zxid), exists: false })

function loaded(names: string[], zxid: number): Tree {
  return applyChildren(withLevel(EMPTY_TREE, ROOT, {}), ROOT, { names, zxid: at(zxid) })
}

function names(tree: Tree, parent: ZnodePath = ROOT): readonly string[] {
  const level = tree.levels.get(parent)
  return level ? presentNames(level) : []
}

describe('facts about children', () => {
  test('a created name appears in its place, a deleted one goes when its time has come', () => {
    const grown = applyChanges(loaded(['a', 'c'], 5), [created('/b', 6)])
    expect(names(grown)).toEqual(['a', 'b', 'c'])
    const shrunk = applyChanges(grown, [deleted('/b', 7)])
    expect(shrunk.levels.get(ROOT)?.names).toEqual(['a', 'b', 'c'])
    expect(names(shrunk)).toEqual(['a', 'c'])
    expect(applyChanges(shrunk, [], [path('/b')]).levels.get(ROOT)?.names).toEqual(['a', 'c'])
  })

  test('a name that came back before its time stays', () => {
    const back = applyChanges(loaded(['a'], 5), [deleted('/a', 6), created('/a', 7)])
    expect(names(applyChanges(back, [], [path('/a')]))).toEqual(['a'])
  })

  test('an older list does not bring back what is known to be deleted', () => {
    const tree = applyChanges(withLevel(EMPTY_TREE, ROOT, {}), [deleted('/a', 9), created('/b', 9)])
    const late = applyChildren(tree, ROOT, { names: ['a', 'c'], zxid: at(8) })
    expect(names(late)).toEqual(['b', 'c'])
  })

  test('a fact about one child is not taken for the list', () => {
    const tree = applyChanges(withLevel(EMPTY_TREE, ROOT, {}), [created('/b', 9)])
    expect(names(tree)).toEqual([])
    expect(names(applyChildren(tree, ROOT, { names: ['a'], zxid: at(8) }))).toEqual(['a', 'b'])
  })

  test('what is open below a list that cannot be read goes with its znode', () => {
    const open = expand(withLevel(loaded(['a', 'b'], 5), path('/a'), { status: 'ready' }), [
      path('/a'),
    ])
    const refused = withLevel(open, ROOT, { status: 'failed', names: [] })
    expect(applyChanges(refused, [deleted('/a', 4)]).expanded).toContain('/a')
    expect(applyChanges(refused, [created('/a', 6)]).expanded).toContain('/a')
    const gone = applyChanges(refused, [deleted('/a', 6)])
    expect(gone.expanded).not.toContain('/a')
    expect(gone.levels.has(path('/a'))).toBe(false)
  })

  test('an older fact does not undo a newer list', () => {
    const tree = loaded(['a'], 9)
    expect(applyChanges(tree, [deleted('/a', 8), created('/b', 7)])).toBe(tree)
  })

  test('a list older than the one that is there is refused', () => {
    const tree = loaded(['a'], 9)
    expect(applyChildren(tree, ROOT, { names: ['b'], zxid: at(8) })).toBe(tree)
  })

  test('after a reset any list counts, and the rows stay until it comes', () => {
    const reset = applyReset(applyChanges(loaded(['a'], 9), [created('/b', 11)]))
    expect(names(reset)).toEqual(['a', 'b'])
    expect(names(applyChildren(reset, ROOT, { names: ['z'], zxid: at(2) }))).toEqual(['z'])
  })

  test('a deleted parent takes what was open below it along', () => {
    const open = withLevel(expand(loaded(['a'], 1), [path('/a'), path('/a/b')]), path('/a'), {
      status: 'ready',
      names: ['b'],
    })
    const gone = applyChanges(applyChanges(open, [deleted('/a', 2)]), [], [path('/a')])
    expect([...gone.expanded]).toEqual([ROOT])
    expect(applyChildren(open, ROOT, { names: [], zxid: at(2) }).levels.has(path('/a'))).toBe(false)
  })
})

describe('any order of arrival', () => {
  const NAMES = ['a', 'b', 'c', 'd']
  const history = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 20 })

  /** Every step of `toggles` creates or deletes one name, at zxid 1, 2, 3 … */
  function replay(toggles: readonly string[]) {
    const present = new Set<string>()
    const facts = []
    const lists = [{ names: [] as string[], zxid: at(0) }]
    for (const [index, name] of toggles.entries()) {
      if (!present.delete(name)) present.add(name)
      facts.push({ path: path(`/${name}`), exists: present.has(name), zxid: at(index + 1) })
      lists.push({ names: [...present], zxid: at(index + 1) })
    }
    return { facts, lists, end: [...present].sort() }
  }

  test('all facts since the oldest list, and lists, in any order and twice, give the same names', async () => {
    await fc.assert(
      fc.property(
        history,
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (toggles, picks, order) => {
          const { facts, lists, end } = replay(toggles)
          const chosen = picks.map(
            (pick) => lists[pick % lists.length] ?? { names: [], zxid: at(0) },
          )
          const events = [...facts, ...facts, ...chosen]
            .map((event) => ({ event, rank: order.next().value ?? 0 }))
            .sort((a, b) => a.rank - b.rank)
          let tree = withLevel(EMPTY_TREE, ROOT, {})
          for (const { event } of events)
            tree = 'names' in event ? applyChildren(tree, ROOT, event) : applyChanges(tree, [event])
          expect(names(tree)).toEqual(end)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('one batch equals one by one', async () => {
    await fc.assert(
      fc.property(history, (toggles) => {
        const { facts } = replay(toggles)
        const start = loaded(['a', 'x'], 0)
        const batch = applyChanges(start, facts)
        const singly = facts.reduce((tree, fact) => applyChanges(tree, [fact]), start)
        expect(names(batch)).toEqual(names(singly))
      }),
    )
  })
})

test('what a level remembers is bounded, and stays right', () => {
  let tree = loaded([], 1)
  for (let zxid = 2; zxid < 20_000; zxid += 100) {
    const locks = Array.from({ length: 50 }, (_, index) => zxid + 2 * index)
    const facts = locks.flatMap((at) => [
      created(`/lock-${at}`, at),
      deleted(`/lock-${at}`, at + 1),
    ])
    const paths = facts.map((fact) => fact.path)
    tree = applyChanges(applyChanges(tree, facts), [], paths)
  }
  expect(tree.levels.get(ROOT)?.facts.size).toBeLessThanOrEqual(4_096)
  expect(names(tree)).toEqual([])
  expect(applyChildren(tree, ROOT, { names: ['lock-2'], zxid: at(2) })).toBe(tree)
})
