import type { AnswerOf } from '@/lib/api/operation'
import type { readOutcome } from '@/lib/api/outcome'
import { browserSurroundings } from '@/lib/client/transport/browser-environment'
import type { Surroundings } from '@/lib/client/transport/environment'
import { ApiError } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'

/** A write of which no answer says what became of it. */
export type Doubt = {
  readonly cluster: string
  readonly path: ZnodePath
  readonly attempt: string
}

/** What became of it. */
export type Found = AnswerOf<typeof readOutcome>

type Ports = Pick<Surroundings, 'request' | 'now' | 'setTimer' | 'clearTimer'>

const ASK_MS = 1_000
/** A request may be on its way for so long, or wait for ZooKeeper before it is begun (ms). */
const ARRIVED_MS = 15_000

/**
 * Asks until it is known what became of the write, or can never be; `none` says that it did not
 * arrive. Never ends while nobody can be asked; rejects when `signal` says so.
 */
export async function findOut(
  doubt: Doubt,
  signal: AbortSignal,
  ports: Ports = browserSurroundings,
): Promise<Found> {
  let missingSince: number | undefined
  for (;;) {
    const found = await ask(doubt, signal, ports)
    signal.throwIfAborted()
    if (found?.outcome === 'none') {
      missingSince ??= ports.now()
      if (ports.now() - missingSince >= ARRIVED_MS) return found
    } else if (found && found.outcome !== 'open') return found
    else missingSince = undefined
    await pause(signal, ports)
    signal.throwIfAborted()
  }
}

/** Ends with `signal`, and leaves nothing on it: this may go on for hours. */
function pause(signal: AbortSignal, { setTimer, clearTimer }: Ports): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimer(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimer(end, ASK_MS)
    signal.addEventListener('abort', end)
  })
}

/** Undefined while Vivarium or its history cannot be asked. */
async function ask({ cluster, ...query }: Doubt, signal: AbortSignal, { request }: Ports) {
  try {
    return await request('readOutcome', { cluster, query, signal })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return undefined
  }
}
