import { LateCode } from '@/components/loading/late-code'
import { Bench, type Hand, type HandListener } from './bench'
import type { JobAnswer, JobArguments, JobName } from './jobs'

const jobs = new LateCode(() => import('./jobs'))

const bench = new Bench({
  hire: hireWorker,
  runHere: async (job) => (await jobs.needed()).runJob(job),
  now: () => performance.now(),
})

/** Has a job done away from the page's thread; undefined when `signal` ended it. */
export function askWorker<Name extends JobName>(
  name: Name,
  args: JobArguments<Name>,
): Promise<JobAnswer<Name>>
export function askWorker<Name extends JobName>(
  name: Name,
  args: JobArguments<Name>,
  signal: AbortSignal,
): Promise<JobAnswer<Name> | undefined>
export function askWorker<Name extends JobName>(
  name: Name,
  args: JobArguments<Name>,
  signal?: AbortSignal,
): Promise<JobAnswer<Name> | undefined> {
  return bench.ask(name, args, signal)
}

function hireWorker({ onSaid, onFailed }: HandListener): Hand | undefined {
  if (typeof Worker === 'undefined') return undefined
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'vivarium-texts',
  })
  worker.onmessage = ({ data }) => onSaid(data)
  worker.onerror = onFailed
  return { give: (message) => worker.postMessage(message), letGo: () => worker.terminate() }
}
