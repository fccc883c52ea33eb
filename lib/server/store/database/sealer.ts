import 'server-only'
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KEY_FILE } from './data-folder'
import type { Place } from './place'
import { reasonOf, StoreError } from './store-error'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FINGERPRINT_DIGITS = 32

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

  /** Whether what is sealed can be opened after a restart, and by other replicas. */
  get isDurable(): boolean {
    return this.#place.kind === 'file' || this.#place.secret !== undefined
  }

  /** Tells keys apart, and nothing of the key; null for one that ends with the process. */
  get fingerprint(): string | null {
    if (!this.isDurable) return null
    return this.digest(Buffer.from('which key'), 'fingerprint').slice(0, FINGERPRINT_DIGITS)
  }

  /**
   * Throws `StoreError` where the key is not the one with that fingerprint: what it sealed could
   * not be opened. One that is missing is made only where none is expected.
   */
  open(expected: string | null): void {
    const place = this.#place
    const isMissing =
      place.kind === 'file' &&
      place.secret === undefined &&
      !existsSync(join(place.folder, KEY_FILE))
    if (expected !== null && isMissing)
      throw lost(`The key file ${KEY_FILE} is gone, and the database holds what it sealed`)
    if (expected !== null && this.fingerprint !== expected)
      throw lost('The database was sealed with another key')
  }

  /** Rejects where the key that seals now would not be there after a restart. */
  async check(): Promise<void> {
    const place = this.#place
    if (place.kind !== 'file' || place.secret !== undefined) return
    const kept = await readFile(join(place.folder, KEY_FILE)).catch((cause) => {
      throw lost(`The key file ${KEY_FILE} cannot be read`, cause)
    })
    if (!kept.equals(this.#keyOf())) throw lost(`The key file ${KEY_FILE} is damaged`)
  }

  /** `context`: what the secret belongs to; it opens nowhere else. Throws `StoreError`. */
  seal(secret: Buffer, context: string): string {
    return this.sealBytes(secret, context).toString('base64url')
  }

  /** Null where it was sealed by another key, for another context, or not at all. */
  unseal(text: string, context: string): Buffer | null {
    return this.unsealBytes(Buffer.from(text, 'base64url'), context)
  }

  sealBytes(secret: Buffer, context: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(), nonce)
    cipher.setAAD(Buffer.from(context))
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** As `unseal`. */
  unsealBytes(bytes: Buffer, context: string): Buffer | null {
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

  /** The same for the same bytes; without the key nobody can tell of what (HMAC-SHA256, hex). */
  digest(bytes: Buffer, context: string): string {
    const key = hkdfSync('sha256', this.#keyOf(), '', `vivarium ${context}`, KEY_BYTES)
    return createHmac('sha256', Buffer.from(key)).update(bytes).digest('hex')
  }

  #keyOf(): Buffer {
    this.#key ??= keyOf(this.#place)
    return this.#key
  }
}

function lost(reason: string, cause: unknown = null): StoreError {
  return new StoreError(`${reason}; docs/history.md says how to go on`, cause, { isDamage: true })
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
  if (key.length !== KEY_BYTES) throw lost(`The key file ${KEY_FILE} is damaged`)
  return key
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
