import { expect, test } from 'vitest'
import { compareThrough } from './comparison'
import { pack } from './compression/pack'
import { PLAIN } from './lens'

const bytes = (text: string) => new TextEncoder().encode(text)

test('text is compared as text, unpacked', async () => {
  const packed = await pack('gzip', bytes('a=1'), new Uint8Array())
  const found = await compareThrough({ ...PLAIN, packing: 'gzip' }, 'a=2', packed)
  expect(found).toMatchObject({ before: 'a=1', after: 'a=2', kind: 'text', made: { ok: true } })
})

test('bytes are compared as bytes, and so is text that takes their place', async () => {
  const hex = await compareThrough({ packing: null, charset: 'hex' }, '00 ff', Uint8Array.of(0, 1))
  expect(hex.kind).toBe('bytes')
  expect(hex.before).toContain('00 01')
  expect(hex.after).toContain('00 ff')
  const text = await compareThrough(PLAIN, 'a', Uint8Array.of(0xff))
  expect(text).toMatchObject({ kind: 'bytes', made: { ok: true, data: bytes('a') } })
  expect(text.after).toContain('61')
})

test('what cannot be stored is said with the comparison', async () => {
  const lens = { packing: null, charset: 'latin1' } as const
  expect(await compareThrough(lens, '中', bytes('x'))).toMatchObject({
    before: 'x',
    after: '中',
    made: { ok: false, refusal: 'unencodable' },
  })
})
