import { expect, test } from 'vitest'
import { detect } from '@/lib/payload/detect'
import { viewsOf } from './views-of'

const viewsOfText = (text: string) => viewsOf(detect(new TextEncoder().encode(text)))

test('JSON on one line is shown pretty first, JSON that somebody laid out as it is', () => {
  expect(viewsOfText('{"a":1,"b":2}\n')[0]).toBe('pretty')
  expect(viewsOfText('{\n  "a": 1\n}')[0]).toBe('text')
})

test('only JSON has a pretty view, and what is not text has bytes alone', () => {
  expect(viewsOfText('plain words')).toEqual(['text', 'hex'])
  expect(viewsOf(detect(Uint8Array.of(0, 1, 2)))).toEqual(['hex'])
})
