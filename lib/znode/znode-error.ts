import type { Stat } from './stat'

/**
 * Everything that can go wrong, once for the whole product: the engine throws these, `lib/api`
 * maps them to problem JSON by one table, the screen says them in the reader's language.
 */
export const ERROR_CODES = [
  'invalid-path',
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'wrong-host',
  'foreign-origin',
  'not-found',
  'method-not-allowed',
  'request-timeout',
  'header-too-large',
  'busy',
  'unknown-cluster',
  'unknown-stream',
  'no-node',
  'node-exists',
  'not-empty',
  'bad-version',
  'deleted',
  'recreated',
  'no-children-for-ephemerals',
  'no-auth',
  'auth-failed',
  'invalid-acl',
  'too-large',
  'read-only',
  'reason-required',
  'locks-out',
  'protected',
  'not-live',
  /** Said by the browser: no answer came from Vivarium, or one that is not its own. */
  'unreachable',
  'foreign-answer',
  'history-unavailable',
  'no-change',
  'acl-not-kept',
  'connection-lost',
  'session-expired',
  'session-moved',
  'deadline',
  'outcome-unknown',
  'quota-exceeded',
  'throttled',
  'unimplemented',
  'too-many',
  'too-many-requests',
  'too-many-attempts',
  'server-error',
  'internal',
] as const

export type ZnodeErrorCode = (typeof ERROR_CODES)[number]

export type ZnodeErrorOptions = ErrorOptions & {
  /** A sentence for the person, in English, without secrets or values. */
  detail?: string
  /** ZooKeeper's own error number (KeeperException.Code) where it answered one. */
  keeperCode?: number
  /** Which step of a transaction was refused, counted from 0. */
  step?: number
  /** On a conflict: what the znode holds now. Never part of the message. */
  current?: Current
}

export type Current = { readonly data: Uint8Array | null; readonly stat: Stat }

export class ZnodeError extends Error {
  override readonly name = 'ZnodeError'
  readonly code: ZnodeErrorCode
  readonly path: string
  readonly detail: string | undefined
  readonly keeperCode: number | undefined
  readonly step: number | undefined
  readonly current: Current | undefined

  constructor(code: ZnodeErrorCode, path: string, options: ZnodeErrorOptions = {}) {
    super(options.detail ? `${code}: ${path}: ${options.detail}` : `${code}: ${path}`, {
      cause: options.cause,
    })
    this.code = code
    this.path = path
    this.detail = options.detail
    this.keeperCode = options.keeperCode
    this.step = options.step
    this.current = options.current
  }

  /** Next bundles routes and instrumentation apart: each has a copy of this class of its own. */
  static override [Symbol.hasInstance](thrown: unknown): thrown is ZnodeError {
    return thrown instanceof Error && thrown.name === 'ZnodeError'
  }
}
