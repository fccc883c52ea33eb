import { readFileSync, writeSync } from 'node:fs'
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded into the production server by `node --import`: answers SIGUSR2 with one line on stderr
// about the time since the last one. The product itself knows nothing of it.

const RESOLUTION_MS = 10
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delay.enable()
let cpu = process.cpuUsage()

/** The timer's own period is part of what was measured. @param {number} nanoseconds */
const toLag = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)

/**
 * How long this thread has run, and how long it was ready to while every processor ran something
 * else (ns).
 */
function clocks() {
  const [ran, waited] = readFileSync(`/proc/${process.pid}/schedstat`, 'utf8').split(' ', 2)
  return { at: Number(process.hrtime.bigint()), ran: Number(ran), waited: Number(waited) }
}

// The lag that is the process's own: what other programs on this machine took is left out.
const own = createHistogram()
// Its work at a stretch: what threads that help it (the collector's) were kept from is left out too.
const work = createHistogram()
let mostRss = 0
let last = clocks()
setInterval(() => {
  const next = clocks()
  own.record(Math.max(1, next.at - last.at - (next.waited - last.waited)))
  work.record(Math.max(1, next.ran - last.ran))
  last = next
  mostRss = Math.max(mostRss, process.memoryUsage.rss())
}, RESOLUTION_MS).unref()

/** @param {{ percentile: (share: number) => number, max: number }} histogram */
const summary = (histogram) => ({
  p50: toLag(histogram.percentile(50)),
  p99: toLag(histogram.percentile(99)),
  max: toLag(histogram.max),
})

process.on('SIGUSR2', () => {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage(cpu)
  cpu = process.cpuUsage()
  const reading = {
    lag: summary(delay),
    ownLag: summary(own),
    work: summary(work),
    rss,
    mostRss,
    heapUsed,
  }
  delay.reset()
  own.reset()
  work.reset()
  mostRss = 0
  // The product takes what is printed into its log.
  writeSync(2, `probe ${JSON.stringify({ ...reading, cpu: (user + system) / 1e3 })}\n`)
})
