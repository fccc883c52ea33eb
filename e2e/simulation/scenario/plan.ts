import { Chance } from '@/e2e/simulation/time/chance'
import { HOSTS } from '@/e2e/simulation/zookeeper/ensemble'
import { childOf, ROOT, type ZnodePath } from '@/lib/znode/path'

export const BROWSERS = 3
const OWNERS = 3

/** One change by a foreign client, or several in one transaction. */
export type Writing =
  | { readonly op: 'create' | 'set' | 'delete' | 'recreate' | 'purge'; readonly path: ZnodePath }
  | { readonly op: 'ephemeral'; readonly path: ZnodePath; readonly owner: number }
  | { readonly op: 'acl'; readonly path: ZnodePath; readonly closed: boolean }
  /** All ephemerals of one owner go at once. */
  | { readonly op: 'end'; readonly owner: number }

export type Action =
  | { readonly does: 'write'; readonly writings: readonly Writing[]; readonly together: boolean }
  | { readonly does: 'storm'; readonly rounds: number }
  | {
      readonly does: 'toggle' | 'flicker' | 'scroll' | 'select'
      readonly browser: number
      readonly row: number
    }
  | { readonly does: 'timeline'; readonly browser: number; readonly scope: ZnodePath | null }
  | { readonly does: 'leave' | 'arrive'; readonly browser: number }
  | {
      readonly does: 'cut' | 'freeze' | 'expire' | 'stall' | 'trickle'
      readonly purpose: 'watch' | 'read'
      readonly ms: number
    }
  | { readonly does: 'lag' | 'down'; readonly host: string; readonly ms: number }
  | { readonly does: 'unreachable' | 'offline'; readonly ms: number }
  | { readonly does: 'wipe' }
  /** Older data is put back, while zxids go on; `back`: how far, 0 to 1. */
  | { readonly does: 'restore'; readonly back: number }
  | { readonly does: 'restart' }
  | { readonly does: 'crash' }
  | { readonly does: 'settle' }
  /** In place of what shrinking left out: time passes. */
  | { readonly does: 'rest' }
  | {
      readonly does: 'cut-stream' | 'half-open-stream' | 'stall-stream'
      readonly browser: number
      readonly ms: number
    }
  /** What a browser says is on its screen is answered so for a while. */
  | {
      readonly does: 'refuse-interest'
      readonly browser: number
      readonly status: 400 | 413 | 500
      readonly ms: number
    }

/** `place`: where it stood in the whole plan, whatever was left out since. `pause`: ms after it. */
export type Step = { readonly place: number; readonly pause: number } & Action

/** What goes wrong by itself, as odds per packet or request. */
export type Climate = {
  readonly hasWatches: boolean
  readonly hidesStats: boolean
  readonly cut: number
  readonly slow: number
  readonly http: number
  readonly mishap: number
}

/** Nothing goes wrong by itself. */
export const FAIR: Climate = {
  hasWatches: true,
  hidesStats: false,
  cut: 0,
  slow: 0,
  http: 0,
  mishap: 0,
}

export type Plan = {
  readonly seed: number
  readonly climate: Climate
  readonly steps: readonly Step[]
}

/** The story of `seed`. */
export function planOf(seed: number, length: number): Plan {
  const chance = new Chance(seed)
  const some = (odds: number) => (chance.odds(0.3) ? odds * chance.next() : 0)
  const climate = {
    hasWatches: !chance.odds(0.1),
    hidesStats: new Chance(seed + 1).odds(0.5),
    cut: some(0.02),
    slow: some(0.2),
    http: some(0.3),
    mishap: some(0.02),
  }
  const settles = new Set([Math.floor(length / 3), Math.floor((2 * length) / 3)])
  const storms = chance.odds(0.04)
  const wipes = chance.odds(0.3)
  const restores = chance.odds(0.3)
  const steps = Array.from({ length }, (_, place): Step => {
    const pause = Math.round(chance.odds(0.1) ? 1_500 * chance.next() : 60 * chance.next())
    if (settles.has(place)) return { place, pause, does: 'settle' }
    return { place, pause, ...actionOf(chance, { storms, wipes, restores }) }
  })
  return { seed, climate, steps }
}

type Rare = { readonly storms: boolean; readonly wipes: boolean; readonly restores: boolean }

function actionOf(chance: Chance, { storms, wipes, restores }: Rare): Action {
  const kind = chance.weigh({
    write: 60,
    screen: 20,
    timeline: 2,
    person: 1.2,
    session: 3,
    server: 2,
    network: 0.6,
    stream: 3,
    interest: 0.6,
    dashboard: 0.3,
    storm: storms ? 0.7 : 0,
    wipe: wipes ? 0.4 : 0,
    restore: restores ? 0.4 : 0,
  })
  const browser = chance.between(0, BROWSERS - 1)
  switch (kind) {
    case 'write':
      return writeOf(chance)
    case 'screen': {
      const does = chance.pick(['toggle', 'toggle', 'flicker', 'scroll', 'select'])
      return { does, browser, row: chance.between(0, 40) }
    }
    case 'timeline':
      return { does: 'timeline', browser, scope: chance.odds(0.3) ? null : scopeOf(chance) }
    case 'person':
      return { does: chance.pick(['leave', 'arrive', 'arrive']), browser }
    case 'stream': {
      const does = chance.pick(['cut-stream', 'half-open-stream', 'stall-stream'])
      return { does, browser, ms: chance.between(200, 8_000) }
    }
    case 'interest': {
      const status = chance.pick([400, 413, 500] as const)
      return { does: 'refuse-interest', browser, status, ms: chance.between(200, 8_000) }
    }
    default:
      return faultOf(chance, kind)
  }
}

function faultOf(
  chance: Chance,
  kind: 'session' | 'server' | 'network' | 'dashboard' | 'storm' | 'wipe' | 'restore',
): Action {
  switch (kind) {
    case 'session': {
      const does = chance.pick(['cut', 'freeze', 'expire', 'stall', 'trickle'])
      const purpose = chance.pick(['watch', 'watch', 'read'])
      return { does, purpose, ms: chance.between(100, 6_000) }
    }
    case 'server': {
      const [, ...followers] = HOSTS
      const does = chance.pick(['lag', 'lag', 'down'])
      return { does, host: chance.pick(followers), ms: chance.between(0, 4_000) }
    }
    case 'network':
      return { does: chance.pick(['unreachable', 'offline']), ms: chance.between(500, 5_000) }
    case 'dashboard':
      return chance.odds(0.5) ? { does: 'restart' } : { does: 'crash' }
    case 'storm':
      return { does: 'storm', rounds: chance.between(2, 8) }
    case 'wipe':
      return { does: 'wipe' }
    case 'restore':
      return { does: 'restore', back: chance.next() }
  }
}

function writeOf(chance: Chance): Action {
  const count = chance.odds(0.2) ? chance.between(2, 5) : 1
  const writings = Array.from({ length: count }, () => writingOf(chance))
  return { does: 'write', writings, together: chance.odds(0.3) }
}

function writingOf(chance: Chance): Writing {
  const path = pathOf(chance)
  const owner = chance.between(0, OWNERS - 1)
  const op = chance.weigh({
    create: 8,
    ephemeral: 3,
    set: 7,
    delete: 3,
    recreate: 2,
    purge: 0.7,
    acl: 1,
    end: 0.7,
  })
  if (op === 'ephemeral') return { op, path, owner }
  if (op === 'end') return { op, owner }
  if (op === 'acl') return { op, path, closed: chance.odds(0.5) }
  return { op, path }
}

/** One of 39 paths, three deep: few enough to meet again and again. */
function pathOf(chance: Chance): ZnodePath {
  let path = childOf(ROOT, chance.pick(['a', 'b', 'c']))
  for (let depth = chance.between(0, 2); depth > 0; depth--)
    path = childOf(path, chance.pick(['a', 'b', 'c']))
  return path
}

function scopeOf(chance: Chance): ZnodePath {
  return chance.odds(0.5) ? ROOT : pathOf(chance)
}
