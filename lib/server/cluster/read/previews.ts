import 'server-only'
import { PREVIEW_BYTES } from '@/lib/api/znode'
import type { Reads } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import { readStats, type StatAt } from './reads'

/** ZooKeeper answers whole values only: larger ones are not read for the sake of a line. */
const MAX_VALUE = 1_048_576
/** Bytes of values that one request reads. */
const BUDGET = 4_194_304
/** Values on their way at a time. */
const WINDOW = 6

export type PreviewAt = {
  readonly path: ZnodePath
  readonly status: 'read' | 'denied' | 'missing' | 'too-large' | 'later'
  readonly data: Buffer | null
  readonly stat: Stat | null
  readonly zxid: Hex64
}

/**
 * How the values at `paths` begin, in that order; one that cannot be read spoils no other. Ends
 * early, with what is left as `later`, when `signal` says that nobody waits any more.
 */
export async function readPreviews(
  session: Reads,
  paths: readonly ZnodePath[],
  signal: AbortSignal,
): Promise<PreviewAt[]> {
  const stats = await readStats(session, paths)
  const planned = withinBudget(stats)
  const previews: PreviewAt[] = []
  let taken = 0
  for (let start = 0; start < planned.length; start += WINDOW) {
    const window = planned.slice(start, start + WINDOW)
    const isOver = signal.aborted || taken > BUDGET
    const onBytes = (bytes: number) => {
      taken += bytes
    }
    const read = ({ at, status }: Planned) => {
      if (status !== 'read') return unread(at, status)
      return isOver ? unread(at, 'later') : beginningOf(session, at, onBytes)
    }
    previews.push(...(await Promise.all(window.map(read))))
  }
  return previews
}

type Planned = { readonly at: StatAt; readonly status: PreviewAt['status'] }

/**
 * What is to be read: the first values that fit together by what the server says of them, an
 * unreadable stat in the hope of more.
 */
function withinBudget(stats: readonly StatAt[]): Planned[] {
  let left = BUDGET
  return stats.map((at) => {
    if (at.stat === null) return { at, status: 'missing' }
    const size = Math.max(0, readableStat(at.stat)?.dataLength ?? 0)
    if (size > MAX_VALUE) return { at, status: 'too-large' }
    if (size > left) return { at, status: 'later' }
    left -= size
    return { at, status: 'read' }
  })
}

/** `onBytes` is told how long the value really was. */
async function beginningOf(
  session: Reads,
  at: StatAt,
  onBytes: (bytes: number) => void,
): Promise<PreviewAt> {
  try {
    const { value, zxid } = await session.getData(at.path)
    onBytes(value.data?.length ?? 0)
    // A copy: a part of it would keep the whole value in memory.
    const data = value.data && Buffer.from(value.data.subarray(0, PREVIEW_BYTES))
    return { path: at.path, status: 'read', data, stat: value.stat, zxid }
  } catch (error) {
    const status = error instanceof ZnodeError ? REFUSALS.get(error.code) : undefined
    if (!status) throw error
    return unread(at, status)
  }
}

const REFUSALS: ReadonlyMap<string, PreviewAt['status']> = new Map([
  ['no-auth', 'denied'],
  ['no-node', 'missing'],
  ['too-large', 'too-large'],
])

function unread({ path, stat, zxid }: StatAt, status: PreviewAt['status']): PreviewAt {
  return { path, status, data: null, stat: stat && readableStat(stat), zxid }
}
