import type { ToTab, WorkerLine } from './line'

export type LineHandlers = {
  readonly onSaid: (message: ToTab) => void
  /** The worker could not be started. */
  readonly onFailed: () => void
}

/** A line to the worker that all tabs share; undefined where the browser has no such thing. */
export function callWorker({ onSaid, onFailed }: LineHandlers): WorkerLine | undefined {
  if (typeof SharedWorker === 'undefined') return undefined
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'vivarium',
  })
  const { port } = worker
  worker.onerror = onFailed
  port.onmessage = ({ data }) => onSaid(data)
  return { say: (message) => port.postMessage(message), hangUp: () => port.close() }
}
