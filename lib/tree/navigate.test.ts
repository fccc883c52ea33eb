import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { type FilterMemory, filterTree } from './filter'
import { focusAfter, rowsMoved } from './keep-place'
import { moveFor } from './navigate'
import { createRowSource } from './rows'
import { collapse, EMPTY_TREE, expand, type Tree, withLevel } from './tree'
import { findByPrefix } from './type-ahead'

const p = (path: string) => path as ZnodePath

function open(children: Record<string, string[]>): Tree {
  let tree = expand(EMPTY_TREE, Object.keys(children).map(p))
  for (const [path, names] of Object.entries(children))
    tree = withLevel(tree, p(path), { status: 'ready', names })
  return tree
}

const rowsOf = (tree: Tree) => createRowSource(tree, (path) => path === '/config')

const TREE = open({
  '/': ['brokers', 'config', 'zookeeper'],
  '/brokers': ['ids', 'topics'],
  '/brokers/topics': ['Payments', 'orders'],
})
const ROWS = rowsOf(TREE)
const press = (key: string, path: string) => {
  const move = moveFor(key, ROWS, ROWS.indexOf(path), 3)
  return move?.type === 'focus' ? ROWS.rowAt(move.index)?.path : move && `${move.type} ${move.path}`
}

describe('keys', () => {
  test.each([
    ['ArrowDown', '/brokers', '/brokers/ids'],
    ['ArrowUp', '/config', '/brokers/topics/orders'],
    ['ArrowUp', '/brokers', '/brokers'],
    ['Home', '/config', '/brokers'],
    ['End', '/brokers', '/zookeeper'],
    ['PageDown', '/brokers', '/brokers/topics/Payments'],
    ['PageUp', '/brokers/ids', '/brokers'],
    ['ArrowRight', '/brokers', '/brokers/ids'],
    ['ArrowRight', '/config', 'open /config'],
    ['ArrowLeft', '/brokers/topics/orders', '/brokers/topics'],
    ['ArrowLeft', '/brokers', 'close /brokers'],
    ['ArrowLeft', '/config', undefined],
    ['Enter', '/config', 'select /config'],
    ['x', '/config', undefined],
  ])('%s on %s: %s', (key, path, expected) => {
    expect(press(key, path)).toBe(expected)
  })

  test('the row of a list that could not be read is retried, and left to its parent', () => {
    const rows = rowsOf(withLevel(expand(TREE, [p('/config')]), p('/config'), { status: 'failed' }))
    const index = rows.indexOf('/config/')
    expect(moveFor('Enter', rows, index, 1)).toEqual({ type: 'retry', path: '/config' })
    expect(moveFor('ArrowLeft', rows, index, 1)).toEqual({ type: 'focus', index: index - 1 })
  })

  test('without a focused row the first arrow goes to the top', () => {
    expect(moveFor('ArrowDown', ROWS, -1, 1)).toEqual({ type: 'focus', index: 0 })
    expect(moveFor('Enter', ROWS, -1, 1)).toBeUndefined()
  })
})

describe('type-ahead', () => {
  const typed = (text: string, from: string) =>
    ROWS.rowAt(findByPrefix(TREE, ROWS, ROWS.indexOf(from), text))?.path

  test('goes to the next row that begins so, whatever its depth and case', () => {
    expect(typed('pay', '/brokers')).toBe('/brokers/topics/Payments')
    expect(typed('Z', '/brokers')).toBe('/zookeeper')
  })

  test('goes on from the top, and nowhere when nothing begins so', () => {
    expect(typed('b', '/config')).toBe('/brokers')
    expect(typed('q', '/config')).toBeUndefined()
  })
})

describe('the filter', () => {
  const shown = (text: string) => {
    const rows = rowsOf(filterTree(TREE, text))
    return Array.from({ length: rows.rowCount }, (_, index) => rows.rowAt(index)?.path)
  }

  test('keeps what matches and its ancestors', () => {
    expect(shown('pay')).toEqual(['/brokers', '/brokers/topics', '/brokers/topics/Payments'])
    expect(shown('OK')).toEqual(['/brokers', '/zookeeper'])
    expect(shown('nothing')).toEqual([])
    expect(filterTree(TREE, '  ')).toBe(TREE)
  })

  test('finds with its memory what it would find without, however text and names change', async () => {
    const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'B', 'c'), maxLength: 4 }))
    const step = fc.record({ names, text: fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'C') })
    await fc.assert(
      fc.property(fc.array(step, { minLength: 2 }), (steps) => {
        const memory: FilterMemory = new Map()
        let tree = TREE
        for (const { names, text } of steps) {
          if (names.length > 2) tree = withLevel(tree, p('/brokers'), { names: [...names].sort() })
          expect(filterTree(tree, text, memory)).toEqual(filterTree(tree, text))
        }
      }),
    )
  })
})

describe('when the focused row goes', () => {
  const without = (path: string, name: string) =>
    withLevel(TREE, p(path), {
      names: TREE.levels.get(p(path))?.names.filter((n) => n !== name) ?? [],
    })

  test.each([
    ['/', 'config', '/config', '/zookeeper'],
    ['/', 'zookeeper', '/zookeeper', '/config'],
    ['/', 'brokers', '/brokers/topics/orders', '/config'],
    ['/brokers/topics', 'Payments', '/brokers/topics/orders', '/brokers/topics/orders'],
  ])('%s without %s: focus of %s goes to %s', (parent, name, focused, expected) => {
    expect(focusAfter(rowsOf(without(parent, name)), focused)).toBe(expected)
  })

  test('the last child leaves it to the parent, a closed parent takes it', () => {
    const empty = withLevel(TREE, p('/brokers/topics'), { names: [] })
    expect(focusAfter(rowsOf(empty), '/brokers/topics/orders')).toBe('/brokers/topics')
    const closed = rowsOf(collapse(TREE, p('/brokers')))
    expect(focusAfter(closed, '/brokers/topics/orders')).toBe('/brokers')
    expect(focusAfter(rowsOf(withLevel(TREE, ROOT, { names: [] })), '/config')).toBeNull()
  })

  test('what was in view moves by the rows that came or went above it', () => {
    const anchors = [
      { key: '/config', index: 5 },
      { key: '/zookeeper', index: 6 },
    ]
    expect(rowsMoved(anchors, rowsOf(without('/brokers', 'ids')))).toBe(-1)
    expect(rowsMoved(anchors, rowsOf(without('/', 'config')))).toBe(-1)
    expect(rowsMoved([], ROWS)).toBe(0)
  })
})
