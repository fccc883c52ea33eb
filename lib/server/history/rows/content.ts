import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { AclSchema } from '@/lib/api/values'
import type { Sealer } from '@/lib/server/store/database/sealer'
import { type AclEntry, isRewritten, maskDigests, spellAcl } from '@/lib/znode/acl'

/** A value as the store keeps it, once per content. */
export type Packed = {
  readonly hash: string
  readonly encoding: 'raw' | 'deflate' | 'sealed'
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

/** What an ACL is sealed for: no value opens as one. */
const ACL = 'acl'

/**
 * An ACL as the store keeps it, once per content: sealed, because it may hold digests of passwords,
 * and named by what tells nothing of it without the key. Where nothing can be sealed for good, it
 * is kept as ZooKeeper itself shows it to strangers.
 */
export function packAcl(acl: readonly AclEntry[], sealer: Sealer): Packed {
  const shown = sealer.isDurable ? acl : maskDigests(acl)
  const entries = shown.map(({ scheme, id, permissions }) => ({ scheme, id, permissions }))
  const plain = Buffer.from(JSON.stringify(entries))
  if (!sealer.isDurable) return pack(plain)
  return sealAcl(plain, sealer)
}

/**
 * By which an ACL that was sent is known again, and nothing else of it. Null where whoever asks
 * later would have another key, and of one that ZooKeeper rewrites.
 */
export function digestOfAcl(acl: readonly AclEntry[], sealer: Sealer): string | null {
  if (!sealer.isDurable || isRewritten(acl)) return null
  return sealer.digest(Buffer.from(spellAcl(acl)), 'sent acl')
}

/** The same of an ACL as an earlier release kept it. */
export function sealAcl(plain: Buffer, sealer: Sealer): Packed {
  const bytes = sealer.sealBytes(plain, ACL)
  return { hash: `${ACL}:${sealer.digest(plain, ACL)}`, encoding: 'sealed', bytes }
}

/** Undefined where another key sealed it, or it cannot be read. */
export function unpackAcl(content: Omit<Packed, 'hash'>, sealer: Sealer): AclEntry[] | undefined {
  const isSealed = content.encoding === 'sealed'
  const plain = isSealed ? sealer.unsealBytes(content.bytes, ACL) : unpack(content)
  return plain ? AclSchema.safeParse(jsonOf(plain)).data : undefined
}

/** Undefined where it is none. */
function jsonOf(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}

export function unpack({ encoding, bytes }: Omit<Packed, 'hash'>): Buffer {
  return encoding === 'deflate' ? inflateRawSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes
}
