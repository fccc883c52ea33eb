import type { Charset } from './names'

const MARKS: ReadonlyArray<readonly [Charset, readonly number[]]> = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  // Without a mark, XML is known by how its first two characters stand.
  ['utf-32le', [0x3c, 0, 0, 0, 0x3f, 0, 0, 0]],
  ['utf-32be', [0, 0, 0, 0x3c, 0, 0, 0, 0x3f]],
  ['utf-16le', [0x3c, 0, 0x3f, 0]],
  ['utf-16be', [0, 0x3c, 0, 0x3f]],
]

/** The charset that the first bytes tell: by a byte order mark, or an XML declaration's. */
export function markedCharset(bytes: Uint8Array): Charset | undefined {
  return MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0]
}
