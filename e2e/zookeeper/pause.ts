import { readdirSync, readFileSync } from 'node:fs'
import type { TetheredProcess } from '@/bin/tethered-process.mjs'

/** A thread that runs on another processor is stopped at its next interrupt (ms). */
const WITHIN_MS = 1_000

/** Stops every thread of a process by SIGSTOP: a signal that is sent has stopped none of them yet. */
export function pause({ pid, signal }: Pick<TetheredProcess, 'pid' | 'signal'>): void {
  signal('SIGSTOP')
  const deadline = performance.now() + WITHIN_MS
  while (!isStopped(pid) && performance.now() < deadline);
}

/** proc(5): the state stands behind the name, which is in brackets and may have any. */
function isStopped(pid: number): boolean {
  const tasks = `/proc/${pid}/task`
  try {
    return readdirSync(tasks).every((task) =>
      /\) [TtXZ] [^)]*$/.test(readFileSync(`${tasks}/${task}/stat`, 'utf8')),
    )
  } catch {
    // Other systems do not tell, and a thread may end meanwhile.
    return process.platform !== 'linux'
  }
}
