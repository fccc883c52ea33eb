/** What is wrong with the store, in words for a person, without secrets. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** The schema is a later release's: nothing may be read or written. */
  readonly isNewer: boolean
  /** It does not go away by itself: what is there is damaged, incomplete or not ours. */
  readonly isDamage: boolean

  constructor(reason: string, cause: unknown, { isNewer = false, isDamage = false } = {}) {
    super(reason, { cause })
    this.isNewer = isNewer
    this.isDamage = isDamage
  }
}

/** PostgreSQL took the work back because another’s stood in its way: a deadlock, a conflict. */
const TAKEN_BACK = /^40P01|^40001/

/** Whether others are at work in the database, so that the same may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_BUSY') || TAKEN_BACK.test(code)
}

/** Whether it says that such a row is there already. */
export function isDuplicate(error: unknown): boolean {
  return /^SQLITE_CONSTRAINT|^23505/.test(codeOf(error instanceof StoreError ? error.cause : error))
}

const DAMAGE = /^SQLITE_(CORRUPT|NOTADB)|^XX00[12]/

/** What a failed use of the store is to a person. */
export function toStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause
  return new StoreError(reasonOf(cause), cause, { isDamage: DAMAGE.test(codeOf(cause)) })
}

const REASONS: ReadonlyArray<readonly [pattern: RegExp, reason: string]> = [
  [/^SQLITE_BUSY|^SQLITE_LOCKED|^40P01|^40001/, 'The database is locked by another process'],
  [/^SQLITE_FULL|^ENOSPC|^53100/, 'The disk of the database is full'],
  [/^SQLITE_READONLY|^EACCES|^EROFS|^EPERM/, 'The data folder cannot be written'],
  [DAMAGE, 'The database is damaged; docs/history.md says how to go on'],
  [/^SQLITE_(CANTOPEN|IOERR)|^ENOENT|^ENOTDIR|^EEXIST/, 'The database cannot be opened'],
  [/^ECONN|^ENOTFOUND|^ETIMEDOUT|^EHOST|^57|^08/, 'The database does not answer'],
  [/^28|^3D000/, 'The database refused the connection'],
]

/** Says which of a few things is wrong, and otherwise no more than that something is. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  const known = REASONS.find(([pattern]) => pattern.test(code))
  if (known) return known[1]
  const lost = error instanceof Error && /timeout|terminated|Connection/i.test(error.message)
  return lost ? 'The database does not answer' : 'The database failed'
}

function codeOf(error: unknown): string {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error
  return isCoded ? String(error.code) : ''
}
