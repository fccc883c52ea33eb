import type { Chance } from './chance'

/** How often each fault comes in one round, and how long it lasts (ms). */
const ROUND = {
  /** Every connection of the dashboard to ZooKeeper is cut. */
  cut: { times: 30, from: 0, to: 0 },
  /** The same in the middle of an answer. */
  'cut in mid-packet': { times: 25, from: 0, to: 0 },
  /** The event streams are cut; they come back with the id they saw last. */
  'streams cut': { times: 10, from: 0, to: 0 },
  'packets dropped': { times: 10, from: 300, to: 1_200 },
  /** Longer than the session timeout. */
  'packets dropped until expiry': { times: 3, from: 3_200, to: 3_600 },
  'connections refused': { times: 6, from: 200, to: 1_000 },
  'answers delayed': { times: 5, from: 500, to: 1_000 },
  'answers throttled': { times: 5, from: 500, to: 1_000 },
  'a server hangs': { times: 10, from: 200, to: 900 },
  'a server hangs beyond the session timeout': { times: 2, from: 3_000, to: 3_500 },
  'a follower is killed': { times: 4, from: 100, to: 400 },
  'the leader is killed': { times: 3, from: 100, to: 400 },
  'the quorum is lost': { times: 1, from: 500, to: 1_000 },
  'a rolling restart': { times: 1, from: 0, to: 0 },
} as const

export type FaultKind = keyof typeof ROUND

export type Fault = {
  readonly kind: FaultKind
  /** Which of the three servers, where it hits one. */
  readonly member: number
  readonly ms: number
  /** Where it cuts. */
  readonly bytes: number
  /** What passes before the next one (ms). */
  readonly pause: number
}

/** One round: every kind of fault as often as it should come, in random order. */
export function planRound(chance: Chance): Fault[] {
  const kinds = Object.keys(ROUND) as FaultKind[]
  const all = kinds.flatMap((kind) => Array.from({ length: ROUND[kind].times }, () => kind))
  return chance.shuffled(all).map((kind) => ({
    kind,
    member: chance.between(0, 2),
    ms: chance.between(ROUND[kind].from, ROUND[kind].to),
    bytes: chance.between(1, 400),
    pause: chance.between(50, 400),
  }))
}
