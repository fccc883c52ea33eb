import { expect, test } from 'vitest'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { nameProblem } from './name-problem'

const parent = '/config' as ZnodePath

test.each([
  ['', 'empty'],
  ['a/b', 'slash'],
  ['..', 'dots'],
  ['taken', 'taken'],
  ['tab\there', 'refused'],
])('%j is refused: %s', (name, kind) => {
  expect(nameProblem(parent, name, ['taken'])?.kind).toBe(kind)
})

test.each(['a', '...', 'with space', '<img src=x onerror=alert(1)>', '%2F', '队列', '__proto__'])(
  '%j is a good name',
  (name) => expect(nameProblem(parent, name, [])).toBeUndefined(),
)

test('the refused character is named, and zookeeper is reserved below the root alone', () => {
  expect(nameProblem(parent, 'a\u0001', [])).toEqual({ kind: 'refused', character: 'U+0001' })
  expect(nameProblem(ROOT, 'zookeeper', [])?.kind).toBe('reserved')
  expect(nameProblem(parent, 'zookeeper', [])).toBeUndefined()
})
