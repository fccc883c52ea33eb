import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { AclSchema } from '@/lib/api/values'
import type { AclEntry } from '@/lib/znode/acl'

/** A value as the store keeps it, once per content. */
export type Packed = {
  readonly hash: string
  readonly encoding: 'raw' | 'deflate'
  readonly bytes: Buffer
}

/** Smaller values do not shrink. */
const WORTH_BYTES = 128
/** No recorded value is larger: what claims to be is not ours. */
const MOST_BYTES = 16_000_000

export function hashOf(value: Buffer): string {
  return createHash('sha256').update(value).digest('hex')
}

export function pack(value: Buffer): Packed {
  const hash = hashOf(value)
  if (value.length >= WORTH_BYTES) {
    const deflated = deflateRawSync(value)
    if (deflated.length < value.length) return { hash, encoding: 'deflate', bytes: deflated }
  }
  return { hash, encoding: 'raw', bytes: value }
}

/** An ACL as the store keeps it, once per content. */
export function packAcl(acl: readonly AclEntry[]): Packed {
  const entries = acl.map(({ scheme, id, permissions }) => ({ scheme, id, permissions }))
  return pack(Buffer.from(JSON.stringify(entries)))
}

export function unpackAcl(content: Omit<Packed, 'hash'>): AclEntry[] {
  return AclSchema.parse(JSON.parse(unpack(content).toString()))
}

export function unpack({ encoding, bytes }: Omit<Packed, 'hash'>): Buffer {
  return encoding === 'raw' ? bytes : inflateRawSync(bytes, { maxOutputLength: MOST_BYTES })
}
