import { execFileSync } from 'node:child_process'
import { mulberry32 } from '@/e2e/foreign/mulberry32.mjs'
import { readingPython } from './foreign-readers'
import type { VerdictReaders } from './verdict-readers'

export const PACK_KINDS = ['gzip', 'zlib', 'zstd', 'lz4', 'snappy', 'xerial'] as const

export type PackKind = (typeof PACK_KINDS)[number]

const TEXTS = [
  Buffer.from('{"a": 1}'),
  Buffer.from('key.name=value\n'.repeat(40)),
  Buffer.alloc(3_000),
  Buffer.from(Array.from({ length: 5_000 }, (_, at) => ((at * at * 31) >> 3) & 255)),
  Buffer.from(Array.from({ length: 20_000 }, (_, at) => 97 + (((at * at) >> 5) % 8))),
  Buffer.alloc(0),
  Buffer.from(`${'x'.repeat(200_000)}end`),
]

const SKIPPABLE = Buffer.from('502a4d1803000000616263', 'hex')
const WITH_ALL_FIELDS = Buffer.from('1f8b081e0000000000030600616202007879', 'hex')

const ZLIB =
  'import sys, zlib; sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read(), int(sys.argv[1])))'

/** What foreign programs pack, in the ways they have, several frames together too. */
export async function packedSamples(kind: PackKind, readers: VerdictReaders): Promise<Buffer[]> {
  const samples: Buffer[] = []
  for (const text of TEXTS) samples.push(...(await packedText(kind, text, readers)))
  const [one = SKIPPABLE, two = SKIPPABLE] = samples
  if (kind === 'gzip') samples.push(Buffer.concat([one, Buffer.alloc(20)]), WITH_ALL_FIELDS)
  if (kind === 'gzip' || kind === 'zstd' || kind === 'lz4') samples.push(Buffer.concat([one, two]))
  if (kind === 'zstd' || kind === 'lz4')
    samples.push(Buffer.concat([SKIPPABLE, one, SKIPPABLE, two]))
  return samples
}

async function packedText(kind: PackKind, text: Buffer, readers: VerdictReaders) {
  const by = (command: string, ...parameters: string[]) =>
    execFileSync(command, parameters, { input: text, maxBuffer: 10_000_000 })
  switch (kind) {
    case 'gzip':
      return [by('gzip', '-c'), by('gzip', '-1c')]
    case 'zlib':
      return ['9', '1', '0'].map((level) => by(readingPython ?? 'python3', '-c', ZLIB, level))
    case 'zstd':
      return [[], ['--no-check'], ['-19'], ['--fast=5'], [`--stream-size=${text.length}`]].map(
        (more) => by('zstd', '-qc', ...more),
      )
    case 'lz4':
      return [[], ['--no-frame-crc'], ['-9', '-BX'], ['-BD', '-B4'], ['-B4', '-BI']].map((more) =>
        by('lz4', '-qc', ...more),
      )
    case 'snappy':
    case 'xerial':
      return [Buffer.from(await readers.packSnappy(kind, text))]
  }
}

/** So many mutations of `samples`, the same for the same seed; none is empty. */
export function mutatedBytes(samples: readonly Uint8Array[], count: number, seed: number) {
  const chance = mulberry32(seed)
  const below = (limit: number) => Math.floor(chance() * limit)
  return Array.from({ length: count }, () => {
    let bytes = Buffer.from(samples[below(samples.length)] ?? [0])
    for (let left = 1 + below(3); left > 0; left--) bytes = change(bytes, below)
    return bytes.length === 0 ? Buffer.from([below(256)]) : bytes
  })
}

const SIZES = [0, 1, 0xffff_ffff, 0x7fff_ffff, 1_000_000_000, 65_536]

/** Heads are changed as often as all the rest: what is announced stands there. */
function change(bytes: Buffer, below: (limit: number) => number): Buffer<ArrayBuffer> {
  const at = below(below(2) === 0 ? Math.min(40, bytes.length + 1) : bytes.length + 1)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  const changed = Buffer.from(bytes)
  switch (below(8)) {
    case 0:
    case 1:
      if (at < changed.length) changed[at] = (changed[at] ?? 0) ^ (1 << below(8))
      return changed
    case 2:
      if (at < changed.length) changed[at] = below(256)
      return changed
    case 3:
      return Buffer.from(before)
    case 4:
      return Buffer.concat([before, Buffer.from([below(256), below(256)]), after])
    case 5:
      return Buffer.concat([before, after.subarray(1 + below(50))])
    case 6:
      if (at + 4 <= changed.length) changed.writeUInt32LE(SIZES[below(SIZES.length)] ?? 0, at)
      return changed
    default:
      return Buffer.concat([bytes, after])
  }
}
