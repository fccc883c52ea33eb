import type { ToWorker } from './bench'
import { runJob } from './jobs'

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void runJob(data.job).then(
    (answer) => postMessage({ id: data.id, answer }),
    (error: unknown) => postMessage({ id: data.id, failure: String(error) }),
  )
})
