import { writeSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded into the production server by `node --import`: answers SIGUSR2 with one line on stderr
// about the time since the last one. The product itself knows nothing of it.

const RESOLUTION_MS = 10
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delay.enable()
let cpu = process.cpuUsage()

/** The timer's own period is part of what was measured. @param {number} nanoseconds */
const toLag = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)

process.on('SIGUSR2', () => {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage(cpu)
  cpu = process.cpuUsage()
  const lag = {
    p50: toLag(delay.percentile(50)),
    p99: toLag(delay.percentile(99)),
    max: toLag(delay.max),
  }
  delay.reset()
  // The product takes what is printed into its log.
  writeSync(2, `probe ${JSON.stringify({ lag, rss, heapUsed, cpu: (user + system) / 1e3 })}\n`)
})
