import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ZnodePath } from './path'
import { matchesPattern } from './path-pattern'

test.each([
  ['/config/*.json', '/config/a.json', true],
  ['/config/*.json', '/config/deep/a.json', false],
  ['/config/**', '/config/deep/a.json', true],
  ['/config/*/flags', '/config/eu/flags', true],
  ['/config/a.json', '/config/aXjson', false],
  ['/a(b)[c]{d}', '/a(b)[c]{d}', true],
])('%s and %s: %s', (pattern, path, matches) => {
  expect(matchesPattern(pattern, path as ZnodePath)).toBe(matches)
})

/** The definition, tried every way. */
function matchesByDefinition(pattern: string, path: string): boolean {
  const rest = pattern.replace(/^\*\*?/, '')
  const wildcard = pattern.slice(0, pattern.length - rest.length)
  if (wildcard === '') {
    if (pattern === '' || path === '') return pattern === path
    return pattern[0] === path[0] && matchesByDefinition(pattern.slice(1), path.slice(1))
  }
  for (let taken = 0; taken <= path.length; taken++) {
    if (matchesByDefinition(rest, path.slice(taken))) return true
    if (wildcard === '*' && path[taken] === '/') return false
  }
  return false
}

const few = (...parts: string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 9 }).map((chosen) => chosen.join(''))

test('a pattern means the paths of its definition, and no others', () => {
  fc.assert(
    fc.property(
      few('/', 'a', 'b', 'ab/', '*', '**'),
      few('/', 'a', 'b', 'ab/'),
      (pattern, path) => {
        expect(matchesPattern(pattern, path as ZnodePath)).toBe(matchesByDefinition(pattern, path))
      },
    ),
    { numRuns: 5_000 },
  )
})

test('a pattern longer than a machine word is matched to its end', () => {
  const long = `/${'abc/'.repeat(40)}`
  expect(matchesPattern(`${long}*/**z`, `${long}name/x/z` as ZnodePath)).toBe(true)
  expect(matchesPattern(`${long}*/**z`, `${long}name/x/y` as ZnodePath)).toBe(false)
  expect(matchesPattern(`**${long}`, `/${long}` as ZnodePath)).toBe(true)
})

test.each([
  ['/**/a/**/b/**/c', '/a/b'],
  [`/${'**a'.repeat(20)}**z`, 'a'],
  [`/${'*a'.repeat(20)}*z`, 'a'],
  ['/**a*a*a*a*a*/z', 'a'],
])('the longest path costs about as much for %s as for any pattern', (pattern, piece) => {
  const path = `/${piece.repeat(65_536 / piece.length)}` as ZnodePath
  const started = process.cpuUsage()
  for (let time = 0; time < 5; time++) expect(matchesPattern(pattern, path)).toBe(false)
  // Some 10 ms; what a backtracking expression takes has no end.
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000)
})
