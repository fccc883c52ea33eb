import { randomBytes } from 'node:crypto'
import type { Cause, Failure } from '@/lib/znode/cause'
import { ROOT } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { type Account, answerChallenge } from './digest-md5'
import type { Reader } from './jute-reader'
import { KEEPER } from './keeper-errors'
import { OP, XID } from './opcodes'
import { type Hello, readWelcome, type Welcome, writeHello } from './records'
import type { Wire } from './socket-connection'

/** A whole ConnectResponse; shorter frames are a reply header that says why not. */
const WELCOME_BYTES = 20

export type Credentials = {
  readonly auth: ReadonlyArray<{ readonly scheme: string; readonly auth: Buffer }>
  readonly sasl: Account | undefined
}

/** How an attempt to open a session ended. Only `welcome` leaves the wire open. */
export type Outcome =
  /** `askedAt`: when the session was asked for. */
  | { readonly kind: 'welcome'; readonly welcome: Welcome; readonly askedAt: number }
  | { readonly kind: 'expired' }
  /** `refused`: connected, then turned away without an answer: not serving, or behind our zxid. */
  | { readonly kind: 'auth-failed' | 'refused' | 'unreachable'; readonly failure: Failure }

/** Opens or resumes a session on `wire`, `timeout` ms for each of its two steps. */
export async function handshake(
  wire: Wire,
  hello: Hello,
  credentials: Credentials,
  timeout: number,
): Promise<Outcome> {
  wire.deadline(timeout, `No connection within ${timeout} ms`)
  if (!(await wire.opened())) return lost(wire)
  wire.deadline(timeout, `Connected, but no answer within ${timeout} ms`, 'silent')
  const askedAt = wire.now()
  wire.send((writer) => writeHello(writer, hello))
  const outcome = await greet(wire, credentials, askedAt).catch(() => unreadable(wire))
  wire.deadline(null)
  if (outcome.kind !== 'welcome') wire.destroy(outcome.kind)
  return outcome
}

async function greet(wire: Wire, credentials: Credentials, askedAt: number): Promise<Outcome> {
  const answer = await wire.next()
  if (!answer) return lost(wire)
  if (answer.remaining < WELCOME_BYTES) return declined(answer)
  const welcome = readWelcome(answer)
  if (welcome.timeout <= 0) return { kind: 'expired' }
  const refusal = (await authenticate(wire, credentials)) ?? (await saslOf(wire, credentials))
  return refusal ?? { kind: 'welcome', welcome, askedAt }
}

async function authenticate(wire: Wire, { auth }: Credentials): Promise<Outcome | undefined> {
  for (const { scheme, auth: secret } of auth) {
    wire.send((writer) => {
      writer.int(XID.auth).int(OP.auth).int(0).string(scheme).bytes(secret)
    })
  }
  for (const { scheme } of auth) {
    const answer = await nextReply(wire)
    if (!answer) return lost(wire)
    if (answer.error !== 0) {
      return authFailed('auth-refused', `The server refused the ${scheme} credentials`)
    }
  }
  return undefined
}

async function saslOf(wire: Wire, { sasl }: Credentials): Promise<Outcome | undefined> {
  if (!sasl) return undefined
  const challenge = await exchange(wire, Buffer.alloc(0), NO_MECHANISM)
  if (challenge.kind !== 'token') return challenge
  const answer = answerChallenge(challenge.token, sasl, randomBytes(16).toString('hex'))
  if (!answer) return authFailed(...NO_MECHANISM)
  const proof = await exchange(wire, Buffer.from(answer.response), SASL_REFUSED)
  if (proof.kind !== 'token') return proof
  if (proof.token !== answer.proof)
    return authFailed('auth-refused', 'The server could not prove itself')
  return undefined
}

type Why = readonly [cause: Cause, detail: string]

const NO_MECHANISM: Why = [
  'sasl-mechanism',
  'The server offers no DIGEST-MD5, as in FIPS mode, the default since ZooKeeper 3.9.6',
]
const SASL_REFUSED: Why = ['auth-refused', 'The server refused the SASL credentials']

type Token = { readonly kind: 'token'; readonly token: string }

async function exchange(wire: Wire, token: Buffer, why: Why): Promise<Token | Outcome> {
  wire.send((writer) => void writer.int(1).int(OP.sasl).bytes(token))
  const answer = await nextReply(wire)
  if (!answer) return lost(wire)
  if (answer.error !== 0) return authFailed(...why)
  return { kind: 'token', token: answer.reader.bytes()?.toString('utf8') ?? '' }
}

function authFailed(cause: Cause, detail: string): Outcome {
  return { kind: 'auth-failed', failure: { cause, detail } }
}

/** Brings the server up to date with its leader; returns the zxid it stands at, or null. */
export async function syncedZxid(wire: Wire, timeout: number): Promise<Hex64 | null> {
  wire.deadline(timeout, `No answer to sync within ${timeout} ms`)
  wire.send((writer) => void writer.int(1).int(OP.sync).string(ROOT))
  const answer = await nextReply(wire).catch(() => null)
  wire.deadline(null)
  return answer?.error === 0 ? answer.zxid : null
}

/** Closes the session that `wire` carries; whether the server confirmed. */
export async function closeSession(wire: Wire, timeout: number): Promise<boolean> {
  wire.deadline(timeout, 'The session was not closed in time')
  wire.send((writer) => void writer.int(1).int(OP.closeSession))
  const answer = await nextReply(wire).catch(() => null)
  wire.destroy('The session was closed')
  return answer?.error === 0
}

type ReplyFrame = { readonly zxid: Hex64; readonly error: number; readonly reader: Reader }

async function nextReply(wire: Wire): Promise<ReplyFrame | null> {
  for (;;) {
    const reader = await wire.next()
    if (!reader) return null
    const xid = reader.int()
    const zxid = reader.hex()
    if (xid !== XID.notification) return { zxid, error: reader.int(), reader }
  }
}

function lost(wire: Wire): Outcome {
  const failure = wire.ended ?? { cause: 'closed', detail: 'The connection was lost' }
  return { kind: wire.turnedAway ? 'refused' : 'unreachable', failure }
}

/** A reply header in place of a ConnectResponse, as a read-only server may send it. */
function declined(answer: Reader): Outcome {
  answer.int()
  answer.hex()
  const error = answer.int()
  const failure: Failure =
    error === KEEPER.notReadOnly
      ? { cause: 'no-quorum', detail: 'The server has no quorum and takes no new sessions' }
      : { cause: 'other', detail: `The server declined with error ${error}` }
  return { kind: 'unreachable', failure }
}

function unreadable(wire: Wire): Outcome {
  const detail = 'The server sent no answer that ZooKeeper would'
  wire.destroy(detail, 'not-zookeeper')
  return { kind: 'unreachable', failure: { cause: 'not-zookeeper', detail } }
}
