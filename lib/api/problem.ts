import * as z from 'zod'
import { type Current, ERROR_CODES, ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'
import { Data, StatSchema } from './values'

/** RFC 9457 problem document; `code` is stable and what the screen's messages are keyed by. */
export const Problem = z
  .strictObject({
    type: z.literal('about:blank'),
    status: z.int(),
    code: z.enum(ERROR_CODES),
    title: z.string(),
    detail: z.string().optional(),
    path: z.string().optional(),
    /** Whether sending the same request again can help. */
    retriable: z.boolean(),
    /** Which step of a change set was refused, counted from 0. */
    step: z.int().optional(),
    /** On a conflict: what the znode holds now. */
    current: z.strictObject({ data: Data, stat: StatSchema }).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.output<typeof Problem>

type Row = { status: number; title: string; retriable?: true }

/** The one table from an error code to what HTTP says. */
const PROBLEMS: Record<ZnodeErrorCode, Row> = {
  'invalid-path': { status: 400, title: 'This is not a valid znode path' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You are not allowed to do this here' },
  'foreign-origin': { status: 403, title: 'The request came from another site' },
  'wrong-host': { status: 421, title: 'Vivarium does not serve this host name' },
  'not-found': { status: 404, title: 'Nothing exists at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not accept this method' },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to reach Vivarium; nothing was done',
    retriable: true,
  },
  'header-too-large': { status: 431, title: 'The request header is too large' },
  busy: {
    status: 503,
    title: 'Vivarium has too many connections right now',
    retriable: true,
  },
  'unknown-cluster': { status: 404, title: 'This cluster is not configured' },
  'unknown-stream': {
    status: 409,
    title: 'This stream is not open here; open it again',
    retriable: true,
  },
  'no-node': { status: 404, title: 'The znode does not exist' },
  'node-exists': { status: 409, title: 'A znode with this path already exists' },
  'not-empty': { status: 409, title: 'The znode has children; it was not deleted' },
  'bad-version': { status: 409, title: 'Someone changed this znode first; nothing was written' },
  deleted: { status: 410, title: 'The znode was deleted since it was read' },
  recreated: { status: 410, title: 'The znode was deleted and created again since it was read' },
  'no-children-for-ephemerals': { status: 409, title: 'An ephemeral znode cannot have children' },
  'no-auth': { status: 403, title: 'The znode’s ACL does not allow this' },
  'auth-failed': { status: 503, title: 'ZooKeeper refused the cluster’s credentials' },
  'invalid-acl': { status: 400, title: 'ZooKeeper refused the ACL' },
  'too-large': { status: 413, title: 'This is over the size limit; nothing was changed' },
  'read-only': { status: 403, title: 'The cluster is read-only' },
  'reason-required': { status: 400, title: 'This cluster requires a reason for every change' },
  'locks-out': {
    status: 409,
    title: 'Vivarium could not change this ACL again; nothing was changed',
  },
  protected: { status: 423, title: 'Vivarium’s configuration protects this path' },
  unreachable: { status: 503, title: 'Vivarium is not reachable', retriable: true },
  'foreign-answer': {
    status: 502,
    title: 'Something between you and Vivarium answered',
    retriable: true,
  },
  'not-live': { status: 503, title: 'ZooKeeper is not answering', retriable: true },
  'no-change': { status: 404, title: 'The history does not hold this change' },
  'acl-not-kept': {
    status: 409,
    title: 'The history does not hold this ACL in full; nothing was changed',
  },
  'history-unavailable': {
    status: 503,
    title: 'The history is unavailable; Vivarium makes no change that it cannot record',
    retriable: true,
  },
  'connection-lost': {
    status: 503,
    title: 'The connection to ZooKeeper was lost',
    retriable: true,
  },
  'session-expired': { status: 503, title: 'The ZooKeeper session expired', retriable: true },
  'session-moved': {
    status: 503,
    title: 'The ZooKeeper session moved to another server',
    retriable: true,
  },
  deadline: { status: 504, title: 'ZooKeeper did not answer in time', retriable: true },
  'outcome-unknown': {
    status: 504,
    title: 'We do not know whether the change was applied; check the value first',
  },
  'quota-exceeded': { status: 409, title: 'This subtree is over its quota' },
  throttled: { status: 503, title: 'ZooKeeper is throttling requests', retriable: true },
  unimplemented: { status: 501, title: 'This ZooKeeper server does not support this' },
  'too-many-attempts': {
    status: 429,
    title: 'Too many failed sign-ins; wait a minute',
    retriable: true,
  },
  'too-many': { status: 503, title: 'Too many requests at once', retriable: true },
  'too-many-requests': {
    status: 429,
    title: 'This session sent too many requests at once',
    retriable: true,
  },
  'server-error': { status: 502, title: 'ZooKeeper returned an error' },
  internal: { status: 500, title: 'Something went wrong in Vivarium' },
}

/** What a client is told about `error`. Unknown errors say nothing about themselves. */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof ZnodeError)) return problemOf('internal', {})
  return problemOf(error.code, {
    ...(error.path === '' ? {} : { path: error.path }),
    ...(error.detail ? { detail: error.detail } : {}),
    ...(error.step === undefined ? {} : { step: error.step }),
    ...(error.current ? { current: toWire(error.current) } : {}),
  })
}

function toWire({ data, stat }: Current): Problem['current'] {
  return { data: data === null ? null : Buffer.from(data).toString('base64'), stat }
}

function problemOf(
  code: ZnodeErrorCode,
  more: Pick<Problem, 'detail' | 'path' | 'step' | 'current'>,
): Problem {
  const { status, title, retriable = false } = PROBLEMS[code]
  return { type: 'about:blank', status, code, title, retriable, ...more }
}
