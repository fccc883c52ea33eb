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
