import type { Goal, Row } from '@/bench/report/row'
import { median } from '@/bench/report/statistics'
import { TITLES, type Workload } from './workloads'

export type Key = 'vivarium' | 'stock' | 'kazoo' | 'java' | 'zkCli'

/** One client's measurements of one workload, in ms, one per round; none with a `note` why. */
export type Samples = {
  readonly key: Key
  readonly name: string
  readonly workload: Workload
  readonly wall: readonly number[]
  readonly cpu: readonly number[]
  readonly note?: string
}

/** At most so much client CPU of ours for each ms of theirs. */
const CPU_GOALS: Readonly<Partial<Record<Key, number>>> = { stock: 0.45, kazoo: 1, java: 1 }
/** Wall clock of ours over the Java client's; the worst workload may be a little slower. */
const WALL_GOAL = 1
const WORST_WALL_GOAL = 1.05

/** The table's rows: what was measured, then our ratio to each peer, formed round by round. */
export function toRows(all: readonly Samples[]): Row[] {
  const worst = worstWall(all)
  const workloads = [...new Set(all.map(({ workload }) => workload))]
  return workloads.flatMap((workload) => {
    const some = all.filter((samples) => samples.workload === workload)
    const ours = some.find(({ key }) => key === 'vivarium')
    const peers = ours ? some.filter((samples) => samples !== ours && samples.wall.length > 0) : []
    return [
      ...some.flatMap(measuredRows),
      ...peers.flatMap((peer) => (ours ? ratioRows(ours, peer, workload === worst) : [])),
    ]
  })
}

function measuredRows({ name, workload, wall, cpu, note }: Samples): Row[] {
  const row = { measured: TITLES[workload], who: name, unit: 'ms', note } as const
  if (wall.length === 0) return [{ ...row, quantity: 'wall, client CPU', samples: [] }]
  return [
    { ...row, quantity: 'wall', samples: wall },
    { ...row, quantity: 'client CPU', samples: cpu },
  ]
}

function ratioRows(ours: Samples, peer: Samples, worst: boolean): Row[] {
  const ratio = {
    measured: TITLES[ours.workload],
    who: `${ours.name} ÷ ${peer.name}`,
    unit: '×',
  } as const
  const wallGoal = peer.key === 'java' ? (worst ? WORST_WALL_GOAL : WALL_GOAL) : undefined
  return [
    { ...ratio, quantity: 'wall', samples: ratios(ours.wall, peer.wall), goal: atMost(wallGoal) },
    {
      ...ratio,
      quantity: 'client CPU',
      samples: ratios(ours.cpu, peer.cpu),
      goal: atMost(CPU_GOALS[peer.key]),
    },
  ]
}

function atMost(bound: number | undefined): Goal | undefined {
  return bound === undefined ? undefined : { atMost: bound }
}

function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  return ours.slice(0, theirs.length).map((value, round) => value / (theirs[round] ?? value))
}

/** The workload in which our wall clock stands worst beside the Java client's. */
function worstWall(all: readonly Samples[]): Workload | undefined {
  const java = all.filter(({ key, wall }) => key === 'java' && wall.length > 0)
  const standing = java.map(({ workload, wall }) => {
    const ours = all.find((one) => one.key === 'vivarium' && one.workload === workload)
    return { workload, ratio: median(ratios(ours?.wall ?? [], wall)) }
  })
  return standing.sort((a, b) => b.ratio - a.ratio)[0]?.workload
}
