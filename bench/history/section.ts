import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { interleave } from '@/bench/measure/interleave'
import { launchBrowser } from '@/bench/product/browser'
import { startSignedIn } from '@/bench/product/measured-server'
import type { Goal, Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { connectForeignClient, type ForeignClient } from '@/e2e/foreign/stock-client'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { CHANGES, openLong, untilRecorded } from './long-history'
import { Load, NODES, PER_SECOND, pathOf, ROOT, type Sample } from './under-load'

/** The recorder at work, whether anybody notices, and a long history opened. */
export const history: Section = { name: 'history', run }

const RECORDERS = ['recorder off', 'recorder on'] as const
type Recorder = (typeof RECORDERS)[number]
type Samples = Record<Recorder, Sample[]>

async function run({ rounds, log }: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper()
  const writer = await connectForeignClient(zookeeper.connectString)
  const browser = await launchBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-bench-'))
  const settings: Record<Recorder, Record<string, string>> = {
    'recorder off': { VIVARIUM_HISTORY_EXCLUDE: '/' },
    'recorder on': { VIVARIUM_DATA: folder },
  }
  try {
    log(`${NODES} znodes are recorded`)
    await makeRecorded(zookeeper.connectString, writer, settings['recorder on'])
    const load = new Load(zookeeper.connectString, writer, browser)
    const samples: Samples = { 'recorder off': [], 'recorder on': [] }
    // The first round warms up and does not count.
    await interleave(RECORDERS, rounds + 1, async (recorder, round) => {
      log(`${round === 0 ? 'warming up' : `round ${round}`}, ${recorder}`)
      const sample = await load.measure(settings[recorder])
      if (round > 0) samples[recorder].push(sample)
    })
    log(`${CHANGES} changes`)
    const long = await openLong(zookeeper.connectString, writer, { browser, rounds })
    return [
      ...toRows(samples),
      opening('newest page', 'server', 'answer', long.answered),
      opening('opened by a click', 'browser', 'until rows', long.opened),
      opening('a search for the oldest', 'browser', 'until rows', long.searched),
    ]
  } finally {
    await browser.close()
    writer.close()
    await zookeeper.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeRecorded(
  connect: string,
  writer: ForeignClient,
  settings: Record<string, string>,
): Promise<void> {
  const server = await startSignedIn(connect, settings)
  try {
    await writer.create(ROOT)
    const paths = Array.from({ length: NODES }, (_, index) => pathOf(index))
    await writer.createMany(
      ROOT,
      paths.map((path) => basename(path)),
    )
    await untilRecorded(server, pathOf(NODES - 1))
  } finally {
    await server.stop()
  }
}

type Figure = { readonly quantity: string; readonly of: (sample: Sample) => number }

const SEEN: readonly Figure[] = [
  { quantity: 'stream p50', of: ({ stream }) => stream.p50 },
  { quantity: 'stream p99', of: ({ stream }) => stream.p99 },
  { quantity: 'DOM p50', of: ({ screen }) => screen.p50 },
  { quantity: 'DOM p99', of: ({ screen }) => screen.p99 },
]

const LOAD = `${PER_SECOND} writes/s over ${NODES.toLocaleString('en')} recorded znodes`

function toRows(samples: Samples): Row[] {
  const budget: Goal = { atMost: 0.25 }
  const each = (quantity: string, unit: Row['unit'], of: Figure['of']): Row[] =>
    RECORDERS.map((who) => ({
      ...{ measured: LOAD, who, quantity, unit },
      samples: samples[who].map(of),
    }))
  const [idle, recording] = each('server CPU, cores', '', ({ cores }) => cores)
  return [
    ...(idle && recording ? [idle, { ...recording, goal: budget }] : []),
    ...each('event-loop lag p99', 'ms', ({ lag }) => lag),
    ...SEEN.flatMap(({ quantity, of }) => [
      ...each(`write seen, ${quantity}`, 'ms', of),
      {
        ...{ measured: LOAD, who: 'recorder on ÷ off', quantity: `write seen, ${quantity}` },
        unit: '×' as const,
        samples: samples['recorder on'].map((on, round) => {
          const off = samples['recorder off'][round]
          return off ? of(on) / of(off) : Number.NaN
        }),
      },
    ]),
  ]
}

function opening(what: string, who: string, quantity: string, samples: readonly number[]): Row {
  const measured = `${CHANGES.toLocaleString('en')} changes: ${what}`
  return { measured, who, quantity, unit: 'ms', samples, goal: { atMost: 200 } }
}
