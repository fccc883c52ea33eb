import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WatchRegistry } from '@/lib/server/zookeeper/client/watch-registry'
import { Framer } from '@/lib/server/zookeeper/protocol/framing'
import { Reader } from '@/lib/server/zookeeper/protocol/jute-reader'
import { Writer } from '@/lib/server/zookeeper/protocol/jute-writer'
import { readAcl, toHex, writeAcl } from '@/lib/server/zookeeper/protocol/records'
import { Xids } from '@/lib/server/zookeeper/protocol/xids'
import type { Permission } from '@/lib/znode/acl'

function readerOf(bytes: Buffer, from = 0): Reader {
  return new Reader().reset(bytes, from, bytes.length)
}

const hex = fc.bigInt(0n, 2n ** 64n - 1n).map((value): `0x${string}` => `0x${value.toString(16)}`)
const bytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)))
const text = fc.string({ unit: 'grapheme' })

test('every value is read as it was written, in any order', () => {
  const value = fc.oneof(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((int) => ({ int })),
    fc.maxSafeInteger().map((long) => ({ long })),
    hex.map((hex) => ({ hex })),
    bytes.map((bytes) => ({ bytes })),
    text.map((string) => ({ string })),
    fc.boolean().map((bool) => ({ bool })),
  )
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const writer = new Writer()
      for (const each of values) {
        if ('int' in each) writer.int(each.int)
        else if ('long' in each) writer.long(each.long)
        else if ('hex' in each) writer.hex(each.hex)
        else if ('bytes' in each) writer.bytes(each.bytes)
        else if ('string' in each) writer.string(each.string)
        else writer.bool(each.bool)
      }
      const reader = readerOf(writer.take())
      for (const each of values) {
        if ('int' in each) expect(reader.int()).toBe(each.int)
        else if ('long' in each) expect(reader.long()).toBe(each.long)
        else if ('hex' in each) expect(reader.hex()).toBe(each.hex)
        else if ('bytes' in each) expect(reader.bytes()).toEqual(each.bytes)
        else if ('string' in each) expect(reader.string()).toBe(each.string)
        else expect(reader.bool()).toBe(each.bool)
      }
      expect(reader.remaining).toBe(0)
    }),
  )
})

test('a list of strings is read as it was written, long, foreign or many', () => {
  const long = fc.constantFrom('x'.repeat(70_000), 'é'.repeat(40_000), 'plain'.repeat(9000))
  const lists = fc.array(fc.oneof(text, text, text, long), { maxLength: 200 })
  fc.assert(
    fc.property(lists, (list) => {
      const written = new Writer().vector(list, (writer, item) => void writer.string(item)).take()
      expect(readerOf(written).strings()).toEqual(list)
    }),
  )
})

test('an ACL is read as it was written, without permissions too', () => {
  const permissions = fc.subarray<Permission>(['read', 'write', 'create', 'delete', 'admin'])
  const entry = fc.record({ scheme: text, id: text, permissions })
  fc.assert(
    fc.property(fc.array(entry), (acl) => {
      const written = new Writer().vector(acl, writeAcl).take()
      expect(readerOf(written).vector(readAcl)).toEqual(acl)
    }),
  )
})

test('frames come out whole however the stream is cut', () => {
  const frames = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 })
  fc.assert(
    fc.property(frames, fc.array(fc.integer({ min: 1, max: 150 })), (bodies, cuts) => {
      const prefixed = bodies.map((body) => new Writer().bytes(Buffer.from(body)).take())
      const stream = Buffer.concat(prefixed)
      const found: Buffer[] = []
      const framer = new Framer(1000)
      const frame = (buffer: Buffer, start: number, end: number) =>
        found.push(Buffer.from(buffer.subarray(start, end)))
      let at = 0
      for (const cut of [...cuts, stream.length]) {
        const chunk = Buffer.from(stream.subarray(at, at + cut))
        at += cut
        expect(framer.feed(chunk, { frame, oversized: () => undefined })).toBeUndefined()
      }
      expect(found).toEqual(bodies.map((body) => Buffer.from(body)))
    }),
  )
})

test('a frame above the limit is skipped, its header kept, and the next one comes whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 101, max: 500 }),
      (cut, size) => {
        const writer = new Writer()
        writer.frame((w) => {
          w.int(42).hex('0x7').int(-3)
          for (let left = size - 16; left > 0; left--) w.bool(true)
        })
        writer.frame((w) => void w.int(43))
        const stream = writer.take()
        const framer = new Framer(100)
        framer.skips = true
        const seen: number[] = []
        const sink = {
          frame: (buffer: Buffer, start: number) => seen.push(buffer.readInt32BE(start)),
          oversized: (header: Buffer, length: number) => seen.push(header.readInt32BE(0), length),
        }
        for (let at = 0; at < stream.length; at += cut)
          framer.feed(stream.subarray(at, at + cut), sink)
        expect(seen).toEqual([42, size, 43])
      },
    ),
  )
})

test('arbitrary bytes make the reader throw at worst, and never read beyond the frame', () => {
  const walk = (reader: Reader) => reader.vector((r) => [r.string(), r.bytes(), r.hex(), r.long()])
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (array) => {
      const reader = readerOf(Buffer.from(array))
      try {
        walk(reader)
      } catch (error) {
        expect(error).toMatchObject({ code: 'server-error' })
      }
      expect(reader.remaining).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('a frame whose encoding throws, or is too large, leaves the others as they were', () => {
  const writer = new Writer()
  writer.frame((w) => void w.int(1))
  expect(() => writer.frame((w) => void w.int(2).int(2 ** 40))).toThrow(RangeError)
  expect(writer.frame((w) => void w.bytes(Buffer.alloc(200_000)), 100)).toBe(200_004)
  writer.frame((w) => void w.int(3))
  expect(writer.take().toString('hex')).toBe('00000004000000010000000400000003')
})

test('data is copied out of a buffer that will be written to again, however large it is', () => {
  const chunk = Buffer.alloc(1000, 'a')
  chunk.writeInt32BE(996, 0)
  const data = new Reader().reset(chunk, 0, chunk.length).bytes()
  chunk.fill('b')
  expect(data?.toString()).toBe('a'.repeat(996))
})

test('request ids begin anew before they leave 31 bits', () => {
  const xids = new Xids(2 ** 31 - 3)
  expect([xids.next(), xids.next(), xids.next()]).toEqual([2 ** 31 - 2, 2 ** 31 - 1, 1])
})

test('SetWatches2 requests stay at 128 KiB or below and name every watch once', () => {
  const registry = new WatchRegistry()
  const paths = Array.from({ length: 5000 }, (_, index) => `/${'p'.repeat(100)}${index}`)
  for (const [index, path] of paths.entries()) {
    registry.add(path, index % 2 ? 'persistent' : 'persistent-recursive')
  }
  registry.add('/gone', 'persistent')
  registry.remove('/gone')
  const armed: string[] = []
  for (const encode of registry.requests('0x5')) {
    const writer = new Writer()
    expect(writer.frame(encode)).toBeLessThanOrEqual(128 * 1024)
    const reader = readerOf(writer.take(), 4)
    expect([reader.hex(), reader.int(), reader.int(), reader.int()]).toEqual(['0x5', 0, 0, 0])
    armed.push(...reader.vector((r) => r.string()), ...reader.vector((r) => r.string()))
  }
  expect(armed.sort()).toEqual(paths.sort())
})

test('a session id keeps all its 64 bits', () => {
  expect(toHex(Buffer.from('f00000000000000f', 'hex'))).toBe('0xf00000000000000f')
})
