import type { Reply, SessionKey, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'
import type { Intent, Outcome, Writing } from './intent'

type Applied = Extract<Outcome, { kind: 'applied' }>

type Step<T> = {
  readonly session: ZooKeeperSession
  readonly intent: Omit<Intent, 'author' | 'before' | 'key'>
  /** Sends the write; what it rejects with says what became of it. */
  readonly send: () => Promise<Reply<T>>
  readonly applied: (reply: Reply<T>) => Omit<Applied, 'kind'>
}

/** These say that ZooKeeper was not reached; it may be tried again. */
const FAILURES = new Set<ZnodeErrorCode>([
  'not-live',
  'connection-lost',
  'session-expired',
  'session-moved',
  'deadline',
  'throttled',
  'too-many',
])

/** Sends a write between its durable intent and its outcome (I7). */
export async function journaled<T>(
  { journal, author }: Writing,
  { session, intent, send, applied }: Step<T>,
): Promise<Reply<T>> {
  const { key } = session
  if (!key) throw new ZnodeError('not-live', intent.path)
  const settle = await journal.begin({ ...intent, author, key, before: session.health.lastZxid })
  const reply = await sendIn(session, { key, path: intent.path }, send).catch(async (error) => {
    await settle(outcomeOf(error))
    throw error
  })
  await settle({ kind: 'applied', ...applied(reply) })
  return reply
}

/** The intent names the session to fence: the write must not go out in another one. */
async function sendIn<T>(
  session: ZooKeeperSession,
  { key, path }: { key: SessionKey; path: ZnodePath },
  send: () => Promise<Reply<T>>,
): Promise<Reply<T>> {
  if (session.key?.sessionId !== key.sessionId) throw new ZnodeError('not-live', path)
  return await send()
}

/** What an error that a write ended with says of it. */
export function outcomeOf(error: unknown): Outcome {
  const code = error instanceof ZnodeError ? error.code : 'internal'
  if (code === 'outcome-unknown' || code === 'internal') return { kind: 'unknown', code }
  return { kind: FAILURES.has(code) ? 'failed' : 'refused', code }
}
