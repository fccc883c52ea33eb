import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { childOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { createRowSource, standInKey } from './rows'
import { SequenceOrders } from './sequence'
import { collapse, EMPTY_TREE, expand, type Level, type Tree, withLevel } from './tree'

type Shape = { [name: string]: Shape | null }

/** A tree in which every znode of `shape` that has an object is open and loaded. */
function treeOf(shape: Shape, path: ZnodePath = ROOT, tree: Tree = EMPTY_TREE): Tree {
  let grown = ready(expand(tree, [path]), path, Object.keys(shape).sort())
  for (const [name, inner] of Object.entries(shape))
    if (inner) grown = treeOf(inner, childOf(path, name), grown)
  return grown
}

function ready(tree: Tree, path: ZnodePath, names: readonly string[]): Tree {
  return withLevel(tree, path, { status: 'ready', names })
}

type Flat = { path: ZnodePath; level: number; posInSet: number; setSize: number }

function flatten(tree: Tree, parent: ZnodePath = ROOT, level = 1): Flat[] {
  const names = tree.levels.get(parent)?.names ?? []
  return names.flatMap((name, index) => {
    const path = childOf(parent, name)
    const row = { path, level, posInSet: index + 1, setSize: names.length }
    return tree.expanded.has(path) ? [row, ...flatten(tree, path, level + 1)] : [row]
  })
}

const unknown = () => undefined
const shapes = fc.letrec<{ shape: Shape; child: Shape | null }>((tie) => ({
  shape: fc.dictionary(
    fc.string({ unit: fc.constantFrom('a', 'B', '-', 'é', '_'), minLength: 1 }),
    tie('child'),
    {
      maxKeys: 6,
    },
  ),
  child: fc.option(tie('shape'), { depthSize: 'small' }),
})).shape

describe('the row source', () => {
  test('equals a naive flatten, row by row and back', async () => {
    await fc.assert(
      fc.property(shapes, (shape) => {
        const tree = treeOf(shape)
        const rows = createRowSource(tree, unknown)
        const flat = flatten(tree)
        expect(rows.rowCount).toBe(flat.length)
        for (const [index, expected] of flat.entries()) {
          expect(rows.rowAt(index)).toMatchObject(expected)
          expect(rows.indexOf(expected.path)).toBe(index)
        }
        expect(rows.rowAt(flat.length)).toBeUndefined()
        expect(rows.rowAt(-1)).toBeUndefined()
      }),
    )
  })

  test('siblings with sequence numbers are rows in their order, found both ways, open ones too', () => {
    const names = ['a-0000000003', 'b-0000000001', 'c-0000000002']
    const tree = treeOf({
      lock: { [names[0] ?? '']: { x: null }, [names[1] ?? '']: null, [names[2] ?? '']: null },
    })
    const orders = new SequenceOrders((path) => tree.levels.get(path)?.names)
    const rows = createRowSource(tree, unknown, (path, list) => orders.order(path, list))
    const shown = Array.from({ length: rows.rowCount }, (_, index) => rows.rowAt(index)?.path)
    expect(shown).toEqual([
      '/lock',
      '/lock/b-0000000001',
      '/lock/c-0000000002',
      '/lock/a-0000000003',
      '/lock/a-0000000003/x',
    ])
    expect(shown.map((path) => rows.indexOf(path ?? ''))).toEqual([0, 1, 2, 3, 4])
    expect(rows.siblingOf('/lock/z-0000000002' as ZnodePath)).toBe('/lock/a-0000000003')
  })

  test('a closed parent hides what is open below it', () => {
    const tree = collapse(treeOf({ a: { b: { c: null } }, d: null }), '/a' as ZnodePath)
    const rows = createRowSource(tree, unknown)
    expect(rows.rowCount).toBe(2)
    expect(rows.indexOf('/a/b')).toBe(-1)
  })

  test('says open, closed, and nothing at all on a leaf or where nobody knows', () => {
    const tree = treeOf({ open: { x: null }, empty: {}, parent: null, leaf: null, new: null })
    const known: Record<string, boolean> = { '/parent': true, '/leaf': false }
    const rows = createRowSource(tree, (path) => known[path])
    const expanded = (path: string) => rows.rowAt(rows.indexOf(path))?.expanded
    expect(['/open', '/empty', '/parent', '/leaf', '/new'].map(expanded)).toEqual([
      true,
      undefined,
      false,
      undefined,
      undefined,
    ])
  })

  test('one row stands in for children that are still loading or could not be read', () => {
    const open = expand(treeOf({ a: null, b: null }), ['/a' as ZnodePath])
    for (const status of ['loading', 'failed'] satisfies Level['status'][]) {
      const rows = createRowSource(withLevel(open, '/a' as ZnodePath, { status }), unknown)
      expect(rows.rowCount).toBe(3)
      expect(rows.rowAt(1)).toMatchObject({ kind: status, path: '/a', level: 2 })
      expect(rows.indexOf(standInKey('/a' as ZnodePath))).toBe(1)
      expect(rows.indexOf('/b')).toBe(2)
    }
  })

  test('names that only an own property could confuse are names like others', () => {
    const tree = ready(EMPTY_TREE, ROOT, ['__proto__', 'constructor', 'toString'])
    const rows = createRowSource(tree, unknown)
    expect(rows.rowAt(0)?.name).toBe('__proto__')
    expect(rows.indexOf('/constructor')).toBe(1)
  })
})
