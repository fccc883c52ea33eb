import { vi } from 'vitest'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'

/** A network that loses things when asked to. */
type Lossy = {
  readonly loseAnswer: () => void
  readonly silence: () => void
  readonly unsilence: () => void
}

/** What happens around the one request of a write, after everything that precedes it. */
export type Strike = { readonly before?: () => void; readonly after?: () => unknown }

export type Operation = 'create' | 'setData' | 'setAcl' | 'delete' | 'multi'

/** Runs `strike` at the moment when the next such write goes out. */
export function strikeAt(
  session: ZooKeeperSession,
  operation: Operation,
  { before, after }: Strike,
): void {
  const real = session[operation].bind(session) as (...given: unknown[]) => Promise<never>
  vi.spyOn(session, operation).mockImplementationOnce(async (...sent: unknown[]) => {
    before?.()
    try {
      return await real(...sent)
    } finally {
      await after?.()
    }
  })
}

/** The server applies the write, and its answer gets lost. */
export function losingAnswer(proxy: Lossy): Strike {
  return { before: () => proxy.loseAnswer() }
}

/** The write never reaches the server. */
export function losingRequest(proxy: Lossy): Strike {
  return { before: () => proxy.silence(), after: () => proxy.unsilence() }
}
