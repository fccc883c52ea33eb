import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathProblem } from './path'

describe('a path is valid', () => {
  test.each(['/', '/a', '/a/b', '/a b', '/.a', '/a.', '/...', '/..a/b', '/ü/中文', '/\u00a0'])(
    '%s',
    (path) => expect(pathProblem(path)).toBeUndefined(),
  )
})

describe('a path is refused', () => {
  test.each([
    ['', 'A path starts with a slash'],
    ['a', 'A path starts with a slash'],
    ['/a/', 'A path does not end with a slash'],
    ['//a', 'A path has no empty names'],
    ['/a//b', 'A path has no empty names'],
    ['/.', 'A name is never “.” or “..”'],
    ['/a/../b', 'A name is never “.” or “..”'],
    ['/a\u0000', 'ZooKeeper refuses the character U+0000'],
    ['/\u007f/b', 'ZooKeeper refuses the character U+007F'],
    ['/😀', 'ZooKeeper refuses the character U+D83D'],
    ['/\uffff', 'ZooKeeper refuses the character U+FFFF'],
  ])('%j: %s', (path, problem) => expect(pathProblem(path)).toBe(problem))
})

test('a path is valid as far as all of its names are', () => {
  const isName = (name: string) => !['', '.', '..'].includes(name) && !/[\p{Cc}\p{Cs}]/u.test(name)
  const piece = fc.constantFrom('/', '/', '.', '..', 'a', '\u0001', '\u0085', '\ud800', 'ä', ' ')
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)
  fc.assert(
    fc.property(text, (path) => {
      const isValid = path === '/' || path.slice(1).split('/').every(isName)
      expect(pathProblem(path) === undefined).toBe(isValid)
    }),
  )
})
