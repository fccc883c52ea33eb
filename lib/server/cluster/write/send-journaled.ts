import { randomUUID } from 'node:crypto'
import { isCode } from '@/lib/server/cluster/is-code'
import type { Sent } from '@/lib/server/cluster/outcome/judge-outcome'
import { type Applied, proveApplied } from '@/lib/server/cluster/outcome/resolve-outcome'
import type { SessionKey, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'
import type { Intent, Outcome, Writing } from './write-context'

type Unsent = Omit<Intent, 'author' | 'before' | 'key'>

export type Write = {
  readonly session: ZooKeeperSession
  /** One for each step. */
  readonly intents: readonly Unsent[]
  readonly steps: readonly Sent[]
  /** Sends it; what it rejects with says what became of it. */
  readonly send: () => Promise<Applied>
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

/**
 * Sends a write between its durable intents and their outcomes (I7). Where its answer gets lost,
 * what became of it is found out first (I4).
 */
export async function journaled(writing: Writing, write: Write): Promise<Applied> {
  const { gateway, journal, author, attempt = randomUUID() } = writing
  const { session, intents } = write
  const { key } = session
  const path = intents[0]?.path ?? ''
  if (!key) throw new ZnodeError('not-live', path)
  const before = session.health.lastZxid
  const settle = await journal.begin(
    intents.map((intent) => ({ ...intent, author, key, before })),
    attempt,
  )
  const applied = await sendIn(write, { key, path })
    .catch((error) => {
      if (!isCode(error, 'outcome-unknown')) throw error
      const doubt = { steps: write.steps, before, fence: () => session.fenceLast() }
      return proveApplied(gateway, doubt, error)
    })
    .catch(async (error) => {
      await settle(intents.map(() => outcomeOf(error)))
      throw error
    })
  await settle(applied.stats.map((stat) => ({ kind: 'applied', zxid: applied.zxid, stat })))
  return applied
}

/** The intents name the session to fence: the write must not go out in another one. */
async function sendIn(
  { session, send }: Write,
  { key, path }: { key: SessionKey; path: ZnodePath | '' },
): Promise<Applied> {
  if (session.key?.sessionId !== key.sessionId) throw new ZnodeError('not-live', path)
  return await send()
}

/** What an error that a write ended with says of it. */
function outcomeOf(error: unknown): Outcome {
  const code = error instanceof ZnodeError ? error.code : 'internal'
  if (code === 'outcome-unknown' || code === 'internal') return { kind: 'unknown', code }
  return { kind: FAILURES.has(code) ? 'failed' : 'refused', code }
}
