import { expect, test } from 'vitest'
import type { ValueView } from '@/components/preferences/reading-choice'
import { type Reading, readValue } from '@/lib/payload/reading'
import { lensOf, shownView, viewsOf } from './views-of'

const read = (data: Uint8Array) => readValue({ packing: null, bytes: data }, '', {})
const shown = (reading: Reading, view: ValueView) =>
  shownView({
    reading,
    isUnpacking: false,
    stored: null,
    structure: undefined,
    choice: { view },
    choose: () => undefined,
  })
const viewsOfText = (text: string) => viewsOf(read(new TextEncoder().encode(text)))

test('JSON on one line is shown pretty first, JSON that somebody laid out as it is', () => {
  expect(viewsOfText('{"a":1,"b":2}\n')[0]).toBe('pretty')
  expect(viewsOfText('{\n  "a": 1\n}')[0]).toBe('text')
})

test('what its name says is JSON and is broken has no pretty view', () => {
  const broken = new TextEncoder().encode('{"a": 1,}')
  const reading = readValue({ packing: null, bytes: broken }, 'x.json', { format: 'json' })
  expect(viewsOf(reading)).toEqual(['text', 'hex'])
})

test('only JSON has a pretty view, and what is not text has bytes alone', () => {
  expect(viewsOfText('plain words')).toEqual(['text', 'hex'])
  expect(viewsOf(read(Uint8Array.of(0, 1, 2)))).toEqual(['hex'])
})

test('a structure comes first where it is certain, and is never edited as such', () => {
  const binary = read(Uint8Array.of(0, 1, 2))
  expect(viewsOf(binary, { kind: 'msgpack', text: '' })).toEqual(['structure', 'hex'])
  expect(viewsOf(binary, { kind: 'protobuf', text: '' })).toEqual(['hex', 'structure'])
  expect(lensOf(binary, 'structure').charset).toBe('hex')
})

test('a chosen view holds where the value has it, and an edit in hex is one of bytes', () => {
  const binary = read(Uint8Array.of(0, 1, 2))
  expect(shown(binary, 'pretty')).toBe('hex')
  const text = read(new TextEncoder().encode('words'))
  expect(shown(text, 'hex')).toBe('hex')
  expect(lensOf(text, 'hex')).toEqual({ packing: null, charset: 'hex' })
  expect(lensOf(text, 'pretty')).toEqual({ packing: null, charset: 'utf-8' })
})
