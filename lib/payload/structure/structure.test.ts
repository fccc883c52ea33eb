import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStructure } from './read-structure'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

test('MessagePack, as tooz keeps its members', () => {
  const member = encode({ host: 'node0', vcpus: 8, az: ['nova', null], raw: Uint8Array.of(1, 255) })
  expect(readStructure(member)).toEqual({
    kind: 'msgpack',
    text: '{\n  host: "node0"\n  vcpus: 8\n  az: [\n    "nova"\n    null\n  ]\n  raw: <01 ff>\n}',
  })
})

test('64-bit numbers keep every digit', () => {
  const encoded = encode({ id: 18446744073709551615n }, { useBigInt64: true })
  expect(readStructure(encoded)?.text).toContain('18446744073709551615')
})

test('protobuf, as HDFS keeps its active name node', () => {
  const message = hex('0a0363 6c31 1203 6e6e31 1a05 686f7374 61 20 d43e')
  expect(readStructure(message)).toEqual({
    kind: 'protobuf',
    text: '{\n  1: "cl1"\n  2: "nn1"\n  3: "hosta"\n  4: 8020\n}',
  })
})

test('what is neither has no structure, and nothing makes it throw', () => {
  expect(readStructure(hex('00000001'))).toBeUndefined()
  expect(readStructure(new Uint8Array())).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const found = readStructure(bytes)
      if (found) expect(found.text).not.toBe('')
    }),
  )
  expect(() => readStructure(Uint8Array.from({ length: 50_000 }, () => 0x91))).not.toThrow()
})
