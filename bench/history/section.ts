import { setTimeout as sleep } from 'node:timers/promises'
import { writeAtRate } from '@/bench/load/write-at-rate'
import { type SignedInServer, startSignedIn } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { connectForeignClient, type ForeignClient } from '@/e2e/foreign/stock-client'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'

/** The recorder at work, and a long history opened. */
export const history: Section = { name: 'history', run }

const ROOT = '/recorded'
const NODES = 5_000
const PER_SECOND = 200
const SECONDS = 10
const CHANGES = 100_000
const BATCH = 5_000
const PATIENCE_MS = 60_000

async function run({ rounds, log }: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper()
  const writer = await connectForeignClient(zookeeper.connectString)
  await writer.create(ROOT)
  try {
    const names = Array.from({ length: NODES }, (_, index) => `n${index}`)
    await writer.createMany(ROOT, names)
    const load = { connect: zookeeper.connectString, writer, rounds }
    log('without the recorder')
    const idle = await underLoad(load, { VIVARIUM_HISTORY_EXCLUDE: '/' })
    log('with the recorder')
    const recording = await underLoad(load, {})
    log(`${CHANGES} changes`)
    const opened = await openLong(zookeeper.connectString, writer, rounds)
    return [
      row('server CPU', '', idle.cores, 'recorder off'),
      { ...row('server CPU', '', recording.cores, 'recorder on'), goal: { atMost: 0.25 } },
      row('event-loop lag p99', 'ms', idle.lags, 'recorder off'),
      row('event-loop lag p99', 'ms', recording.lags, 'recorder on'),
      {
        measured: `newest page of ${CHANGES.toLocaleString('en')} changes`,
        who: 'server',
        quantity: 'answer',
        unit: 'ms',
        samples: opened,
        goal: { atMost: 200 },
      },
    ]
  } finally {
    writer.close()
    await zookeeper.stop()
  }
}

function row(quantity: string, unit: Row['unit'], samples: readonly number[], who: string): Row {
  const measured = `${PER_SECOND} writes/s over ${NODES.toLocaleString('en')} recorded znodes`
  return { measured, who, quantity: unit === '' ? `${quantity}, cores` : quantity, unit, samples }
}

type Load = {
  readonly connect: string
  readonly writer: ForeignClient
  readonly rounds: number
}

async function underLoad({ connect, writer, rounds }: Load, settings: Record<string, string>) {
  const server = await startSignedIn(connect, settings)
  const cores: number[] = []
  const lags: number[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      await server.read()
      const start = performance.now()
      let turn = 0
      const pace = { perSecond: PER_SECOND, seconds: SECONDS, random: Math.random }
      await writeAtRate(pace, () => {
        turn += 1
        return writer.set(`${ROOT}/n${(turn * 7) % NODES}`, `round ${round} turn ${turn}`)
      })
      const { cpu, lag } = await server.read()
      if (round === 0) continue
      cores.push(cpu / (performance.now() - start))
      lags.push(lag.p99)
    }
  } finally {
    await server.stop()
  }
  return { cores, lags }
}

/** How long the newest page takes (ms), once so many changes were recorded. */
async function openLong(connect: string, writer: ForeignClient, rounds: number): Promise<number[]> {
  const server = await startSignedIn(connect)
  try {
    for (let from = 0; from < CHANGES; from += BATCH) {
      const parent = `${ROOT}/batch-${from}`
      await writer.create(parent)
      await writer.createMany(
        parent,
        Array.from({ length: BATCH }, (_, index) => `c${index}`),
      )
      await untilRecorded(server, `${parent}/c${BATCH - 1}`)
    }
    const samples: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now()
      await ask(server, '')
      if (round > 0) samples.push(performance.now() - start)
    }
    return samples
  } finally {
    await server.stop()
  }
}

async function ask({ origin, cookie }: SignedInServer, query: string): Promise<unknown[]> {
  const url = `${origin}/api/clusters/main/history?limit=50${query}`
  const answer = await fetch(url, { headers: { cookie } })
  const { changes } = await answer.json()
  return changes
}

async function untilRecorded(server: SignedInServer, path: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while ((await ask(server, `&path=${path}`)).length === 0) {
    if (performance.now() > deadline) throw new Error(`${path} was not recorded`)
    await sleep(20)
  }
}
