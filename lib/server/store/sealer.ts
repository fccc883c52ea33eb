import 'server-only'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place'
import { reasonOf, StoreError } from './store-error'

const KEY_FILE = 'secret.key'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals the secrets that the store keeps (AES-256-GCM). The key comes from the setting that all
 * replicas share; without it, a file has one beside it, and on a shared database each process has
 * one that ends with it.
 */
export class Sealer {
  readonly #place: Place
  #key: Buffer | null = null

  constructor(place: Place) {
    this.#place = place
  }

  /** `context`: what the secret belongs to; it opens nowhere else. Throws `StoreError`. */
  seal(secret: Buffer, context: string): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(), nonce)
    cipher.setAAD(Buffer.from(context))
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
  }

  /** Null where it was sealed by another key, for another context, or not at all. */
  unseal(text: string, context: string): Buffer | null {
    const bytes = Buffer.from(text, 'base64url')
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
    if (tag.length < TAG_BYTES) return null
    const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(), nonce)
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag)
    try {
      const secret = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([secret, decipher.final()])
    } catch {
      return null
    }
  }

  #keyOf(): Buffer {
    this.#key ??= keyOf(this.#place)
    return this.#key
  }
}

function keyOf(place: Place): Buffer {
  if (place.secret !== undefined)
    return Buffer.from(hkdfSync('sha256', place.secret, '', 'vivarium store', KEY_BYTES))
  if (place.kind === 'postgres') return randomBytes(KEY_BYTES)
  try {
    return keyIn(place.folder)
  } catch (cause) {
    throw cause instanceof StoreError ? cause : new StoreError(reasonOf(cause), cause)
  }
}

/** The key in `folder`, made whole or not at all, by one of all processes that come first. */
function keyIn(folder: string): Buffer {
  const file = join(folder, KEY_FILE)
  const draft = `${file}.${process.pid}`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    return read(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  try {
    writeFileSync(draft, randomBytes(KEY_BYTES), { mode: 0o600, flush: true })
    chmodSync(draft, 0o600)
    linkSync(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return read(file)
}

function read(file: string): Buffer {
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES) throw new StoreError(`The file ${KEY_FILE} is damaged`, null)
  return key
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
