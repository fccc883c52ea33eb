import { expect, test } from 'vitest'
import { openingTab, rememberOpening } from './opening-tab'

const DIRECTORY = { dataLength: 0, numChildren: 3 }
const LEAF = { dataLength: 5, numChildren: 0 }
const BOTH = { dataLength: 5, numChildren: 3 }

function drawer() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

test('a znode without data opens on its children, one without children on its value', () => {
  expect(openingTab(DIRECTORY, drawer())).toBe('children')
  expect(openingTab(LEAF, drawer())).toBe('value')
  expect(openingTab({ dataLength: 0, numChildren: 0 }, drawer())).toBe('value')
})

test('one that has both opens on its value, until its children were chosen on such a znode', () => {
  const kept = drawer()
  expect(openingTab(BOTH, kept)).toBe('value')
  rememberOpening(BOTH, 'children', kept)
  expect(openingTab(BOTH, kept)).toBe('children')
  rememberOpening(BOTH, 'value', kept)
  expect(openingTab(BOTH, kept)).toBe('value')
})

test('what was chosen on another kind of znode, or of another part, changes nothing', () => {
  const kept = drawer()
  rememberOpening(DIRECTORY, 'value', kept)
  rememberOpening(LEAF, 'children', kept)
  rememberOpening(BOTH, 'acl', kept)
  expect(openingTab(DIRECTORY, kept)).toBe('children')
  expect(openingTab(BOTH, kept)).toBe('value')
})

test('a browser that keeps nothing opens all the same', () => {
  expect(openingTab(BOTH, undefined)).toBe('value')
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full')
    },
  }
  expect(() => rememberOpening(BOTH, 'children', full)).not.toThrow()
})
