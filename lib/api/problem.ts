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
  'invalid-path': { status: 400, title: 'That is not a valid znode path' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You may not do this here' },
  'foreign-origin': { status: 403, title: 'The request came from another site' },
  'wrong-host': { status: 421, title: 'This server does not answer for that host' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    retriable: true,
  },
  'header-too-large': { status: 431, title: 'The header of the request is too large' },
  busy: {
    status: 503,
    title: 'The server has as many connections as it takes',
    retriable: true,
  },
  'unknown-cluster': { status: 404, title: 'No such cluster is configured' },
  'unknown-stream': {
    status: 409,
    title: 'This process does not hold that stream',
    retriable: true,
  },
  'no-node': { status: 404, title: 'The znode does not exist' },
  'node-exists': { status: 409, title: 'A znode with this path exists already' },
  'not-empty': { status: 409, title: 'The znode has children' },
  'bad-version': { status: 409, title: 'Someone changed this znode first' },
  deleted: { status: 410, title: 'The znode was deleted since' },
  recreated: { status: 410, title: 'The znode was deleted since, and created again' },
  'no-children-for-ephemerals': { status: 409, title: 'An ephemeral znode cannot have children' },
  'no-auth': { status: 403, title: 'The znode’s ACL does not allow this' },
  'auth-failed': { status: 503, title: 'ZooKeeper refused the cluster’s credentials' },
  'invalid-acl': { status: 400, title: 'ZooKeeper refused the ACL' },
  'too-large': { status: 413, title: 'It is larger than the limit' },
  'read-only': { status: 403, title: 'The cluster is read-only' },
  'reason-required': { status: 400, title: 'A change of this cluster has to give a reason' },
  protected: { status: 423, title: 'The path is protected' },
  unreachable: { status: 503, title: 'Vivarium does not answer', retriable: true },
  'foreign-answer': { status: 502, title: 'Somebody else answered', retriable: true },
  'not-live': { status: 503, title: 'ZooKeeper does not answer', retriable: true },
  'no-change': { status: 404, title: 'The history holds no such change' },
  'history-unavailable': {
    status: 503,
    title: 'The history is not available; a change that cannot be recorded is not made',
    retriable: true,
  },
  'connection-lost': {
    status: 503,
    title: 'The connection to ZooKeeper was lost',
    retriable: true,
  },
  'session-expired': { status: 503, title: 'The ZooKeeper session expired', retriable: true },
  'session-moved': { status: 503, title: 'The session moved to another server', retriable: true },
  deadline: { status: 504, title: 'ZooKeeper did not answer in time', retriable: true },
  'outcome-unknown': { status: 504, title: 'It is not known whether the change was applied' },
  'quota-exceeded': { status: 409, title: 'A quota on this subtree is exceeded' },
  throttled: { status: 503, title: 'ZooKeeper is throttling requests', retriable: true },
  unimplemented: { status: 501, title: 'This ZooKeeper server cannot do that' },
  'too-many-attempts': {
    status: 429,
    title: 'Too many wrong attempts to sign in',
    retriable: true,
  },
  'too-many': { status: 503, title: 'Too many at once', retriable: true },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests of one session at once',
    retriable: true,
  },
  'server-error': { status: 502, title: 'ZooKeeper answered an error' },
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
