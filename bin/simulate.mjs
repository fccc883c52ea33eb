import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { bundlePrograms } from './bundle-programs.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const OUT = join(ROOT, '.cache/simulation')
const PROGRESS_MS = 10_000
const USAGE = 'npm run simulate -- [--seeds 2000] [--from 1] [--steps 300] [--workers <cores>]'

/** The options, as whole numbers from 1 up. Throws on any other. */
function readOptions() {
  const count = (fallback) => ({ type: 'string', default: String(fallback) })
  const { values } = parseArgs({
    options: {
      seeds: count(2_000),
      from: count(1),
      steps: count(300),
      workers: count(availableParallelism()),
    },
  })
  const numbers = Object.entries(values).map(([name, value]) => {
    if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name} wants a whole number. ${USAGE}`)
    return [name, Number(value)]
  })
  return Object.fromEntries(numbers)
}

/** Plays every `step`-th seed in a thread; tells how each went. */
function runWorker(workerData, told) {
  return new Promise((done, failed) => {
    const worker = new Worker(join(OUT, 'worker.mjs'), { workerData })
    worker.on('message', told)
    worker.on('error', failed)
    worker.on('exit', (code) =>
      code === 0 ? done() : failed(new Error(`A worker ended: ${code}`)),
    )
  })
}

async function main() {
  const { seeds, from, steps, workers } = readOptions()
  const entries = { worker: join(ROOT, 'e2e/simulation/worker.ts') }
  await bundlePrograms({ root: ROOT, entries, outDir: OUT })
  const start = performance.now()
  let played = 0
  let failed = 0
  const told = ({ report }) => {
    played += 1
    if (!report) return
    failed += 1
    console.log(report)
  }
  const say = () => {
    const perSecond = ((played * 1_000) / (performance.now() - start)).toFixed(1)
    console.log(`${played} of ${seeds} seeds, ${failed} failed, ${perSecond} a second`)
  }
  const progress = setInterval(say, PROGRESS_MS)
  const tasks = Array.from({ length: workers }, (_, index) =>
    runWorker({ from: from + index, step: workers, to: from + seeds - 1, steps }, told),
  )
  await Promise.all(tasks)
  clearInterval(progress)
  say()
  process.exitCode = failed > 0 || played < seeds ? 1 : 0
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
