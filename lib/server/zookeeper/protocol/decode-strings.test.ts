import { expect, test } from 'vitest'
import { decodeStrings } from './decode-strings'
import { Reader } from './jute-reader'

/** A vector of `strings` as ZooKeeper writes it, with `behind` after it. */
function vectorOf(strings: readonly string[], behind: Buffer): Buffer {
  const int = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(value)
    return bytes
  }
  const parts = strings.flatMap((each) => [int(Buffer.byteLength(each)), Buffer.from(each)])
  return Buffer.concat([int(strings.length), ...parts, behind])
}

const names = Array.from({ length: 100_000 }, (_, index) =>
  index % 9_999 === 0 ? `größe-${index}` : `n-${index}`,
)

test('a list of 100,000 names is decoded in turns, each name as it was written', async () => {
  const frame = vectorOf(names, Buffer.from([1, 2, 3, 4]))
  const reader = new Reader().reset(frame, 0, frame.length)
  const vector = reader.undecodedStrings()
  expect(reader.int()).toBe(0x01020304)
  frame.fill(0)
  const decoding = decodeStrings(vector)
  let turns = 0
  const turn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)))
  while (!(await Promise.race([decoding.then(() => true), turn()]))) turns += 1
  expect(turns).toBeGreaterThanOrEqual(5)
  expect(await decoding).toEqual(names)
})

test('a list that ends beyond its frame is refused at once', () => {
  const frame = vectorOf(['a', 'b'], Buffer.alloc(0))
  const reader = new Reader().reset(frame, 0, frame.length - 1)
  expect(() => reader.undecodedStrings()).toThrow(expect.objectContaining({ code: 'server-error' }))
})

test('no list at all is a list without names, whatever stands behind it', async () => {
  const frame = Buffer.alloc(300_000, 0xff)
  const reader = new Reader().reset(frame, 0, frame.length)
  expect(await decodeStrings(reader.undecodedStrings())).toEqual([])
})
