import { expect, test } from 'vitest'
import { compareValues } from './compare-values'
import { pack } from './compression/pack'

const bytes = (text: string) => new TextEncoder().encode(text)
const gzip = (text: string) => pack('gzip', bytes(text), new Uint8Array())

test('packed values are compared unpacked, in the format of what they hold', async () => {
  const found = await compareValues(bytes('{"a": 1}'), await gzip('{"a": 2}'), 'config')
  expect(found).toEqual({
    before: '{"a": 1}',
    after: '{"a": 2}',
    kind: 'text',
    format: 'json',
    differ: 'yes',
  })
})

test('a value that was packed anew reads the same, and its other bytes are told', async () => {
  expect(await compareValues(bytes('same'), await gzip('same'), 'x')).toMatchObject({
    differ: 'spelling',
  })
  expect(await compareValues(null, new Uint8Array(), 'x')).toMatchObject({ differ: 'spelling' })
  expect(await compareValues(bytes('same'), bytes('same'), 'x')).toMatchObject({ differ: 'not' })
})

test('beside bytes that are no text, a text is shown as bytes too', async () => {
  const found = await compareValues(Uint8Array.of(0, 1), bytes('text'), 'x')
  expect(found).toMatchObject({ kind: 'bytes', format: 'binary' })
  expect(found.before).toContain('00 01')
  expect(found.after).toContain('74 65 78 74')
})

test('where there was no value, all of the other is what came or went', async () => {
  expect(await compareValues(null, bytes('a=1\n'), 'x.properties')).toMatchObject({
    before: '',
    after: 'a=1\n',
    format: 'properties',
  })
})

test('the charset that the reader chose is the one of the comparison', async () => {
  const found = await compareValues(Uint8Array.of(0xe4), Uint8Array.of(0xf6), 'x', {
    charset: 'latin1',
  })
  expect(found).toMatchObject({ before: 'ä', after: 'ö', kind: 'text' })
})
