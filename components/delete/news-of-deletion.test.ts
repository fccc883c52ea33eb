import { expect, test } from 'vitest'
import { newsOfDeletion } from './news-of-deletion'

const first = { version: 0, czxid: '0x1' } as const

test('a znode created anew while its deletion is asked about is another one, whatever its version', () => {
  const anew = { version: 0, czxid: '0x9' } as const
  expect(newsOfDeletion({ first, made: undefined }, anew)).toBe('recreated')
  expect(newsOfDeletion({ first: anew, made: first }, anew)).toBe('recreated')
  expect(newsOfDeletion({ first, made: undefined }, first)).toBeUndefined()
})

test('a change while its deletion is asked about is told', () => {
  expect(newsOfDeletion({ first, made: undefined }, { ...first, version: 1 })).toBe('moved')
  expect(newsOfDeletion({ first, made: first }, { ...first, version: 1 })).toBe('moved')
})

test('undoing a creation tells that the znode was changed since', () => {
  const seventh = { ...first, version: 7 }
  expect(newsOfDeletion({ first: seventh, made: first }, seventh)).toBe('grown')
  expect(newsOfDeletion({ first, made: first }, first)).toBeUndefined()
})
