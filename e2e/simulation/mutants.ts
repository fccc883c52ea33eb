import { Facts } from '@/lib/client/live/facts'
import { InterestPoster } from '@/lib/client/transport/interest-sync'
import { ApiError, type Request } from '@/lib/client/transport/request'
import { ClusterGateway, type KnownZxids } from '@/lib/server/cluster/gateway'
import { Feed } from '@/lib/server/live/watch/feed'
import type { Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { type Presence, readableStat, type Stat } from '@/lib/znode/stat'
import { ZERO } from '@/lib/znode/zxid'
import { NO_SEAMS, type Seams } from './seams'

/** A planted bug: fresh seams for every story, and what it changes in the product itself. */
export type Mutant = {
  readonly seams: () => Seams
  /** Answers the way to take it back. */
  readonly plant?: () => () => void
}

const seams = (over: Partial<Seams>): Seams => ({ ...NO_SEAMS, ...over })
const decoder = new TextDecoder()
const NOTHING_KNOWN: KnownZxids = { newestZxid: ZERO, returns: 0 }

/** Says yes once in `times` calls. */
function every(times: number): () => boolean {
  let count = 0
  return () => {
    count += 1
    return count % times === 0
  }
}

/** The session with some operations put in the place of its own. */
function altered(session: ZooKeeperSession, over: Partial<ZooKeeperSession>): ZooKeeperSession {
  const put: ZooKeeperSession = new Proxy(session, {
    get: (target, key) => {
      if (key === 'shareOf') return () => put
      const value = Reflect.get(key in over ? over : target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return put
}

/** What the stream carries, altered on its way; undefined is lost. */
const messages = (alter: (message: { type: string }) => object | undefined): Seams =>
  seams({
    message: (deliver) => (data, id) => {
      const message = alter(JSON.parse(data))
      if (message) deliver(JSON.stringify(message), id)
    },
  })

/** Bugs that a live view may have. Each must be found, or the simulation proves nothing. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'lost event': {
    seams: () => {
      const isLost = every(6)
      return seams({
        sink: (sink) => (frame) => {
          const isEvent = decoder.decode(frame).includes('"type":"change"')
          if (!isEvent || !isLost()) sink(frame)
        },
      })
    },
  },
  'duplicated event': {
    seams: () => {
      const isTwice = every(10)
      return seams({
        message: (deliver) => (data, id) => {
          deliver(data, id)
          if (data.includes('"type":"change"') && isTwice()) deliver(data, `again-${id}`)
        },
      })
    },
  },
  'stale stat accepted': {
    seams: () => NO_SEAMS,
    plant: () => {
      const { offer } = Facts.prototype
      Facts.prototype.offer = function (path, fact) {
        this.supersede()
        return offer.call(this, path, fact)
      }
      return () => {
        Facts.prototype.offer = offer
      }
    },
  },
  'stat answered from a cache': {
    seams: () => seams({ session: (session) => altered(session, { exists: cached(session) }) }),
  },
  'resync without sync': {
    seams: () =>
      seams({
        session: (session) =>
          altered(session, {
            sync: (path) => Promise.resolve({ value: path, zxid: session.health.lastZxid }),
          }),
      }),
  },
  'missed delete-and-recreate': {
    seams: () => seams({ session: (session) => altered(session, { exists: byVersion(session) }) }),
  },
  'resume with a gap': {
    seams: () => seams({ sink: withGap }),
  },
  'reset ignored': {
    seams: () =>
      messages((message) => {
        if (message.type === 'reset') return undefined
        return message.type === 'hello' ? { ...message, resumed: true } : message
      }),
  },
  'interest leak': {
    seams: () =>
      seams({
        world: (world) => ({
          ...world,
          setTimer: (run, ms) => (ms === 30_000 ? undefined : world.setTimer(run, ms)),
        }),
      }),
  },
  'live without proof': {
    seams: () =>
      messages((message) =>
        message.type === 'state' ? { ...message, state: 'live', lastContact: 0 } : message,
      ),
  },
  'floor ignored': {
    seams: () =>
      seams({
        request: (request) => (id, input) =>
          request(id, {
            ...input,
            query: Object.assign({}, input.query, { floor: undefined }),
          }),
      }),
  },
  'refusal taken for an empty list': {
    seams: () => seams({ request: emptyWhereRefused }),
  },
  'refused interest overlooked': {
    seams: () => NO_SEAMS,
    plant: () =>
      replacing(InterestPoster.prototype, 'standing', {
        get: () => ({ isAccepted: true, wasAccepted: true, since: null, problem: null }),
      }),
  },
  'restored data taken for old news': {
    seams: () =>
      seams({ session: (session) => altered(session, { hasWatch: () => always(session, true) }) }),
    plant: () => {
      const takeBack = [
        replacing(Feed.prototype, 'doubt', { value: async () => undefined }),
        replacing(Feed.prototype, 'supersede', { value: () => undefined }),
        replacing(ClusterGateway.prototype, 'knownZxids', { value: () => NOTHING_KNOWN }),
      ]
      return () => {
        for (const each of takeBack) each()
      }
    },
  },
}

/** Puts `instead` in the place of what a class has under that name. */
function replacing(prototype: object, name: string, instead: PropertyDescriptor): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  if (!own) throw new Error(`There is no ${name} to replace`)
  Object.defineProperty(prototype, name, { configurable: true, ...instead })
  return () => void Object.defineProperty(prototype, name, own)
}

/** Answers at once, without asking. */
function always<T>({ health }: ZooKeeperSession, value: T): Promise<Reply<T>> {
  return Promise.resolve({ value, zxid: health.lastZxid })
}

/** What a stream missed while it was away is not sent when it resumes. */
const withGap: Seams['sink'] = (sink) => {
  let isGap = false
  return (frame) => {
    if (isGap) return
    sink(frame)
    isGap = decoder.decode(frame).includes('"resumed":true')
    queueMicrotask(() => {
      isGap = false
    })
  }
}

/** Once in a while what was answered before, as true now. */
function cached(session: ZooKeeperSession): ZooKeeperSession['exists'] {
  const known = new Map<ZnodePath, Presence>()
  const isCached = every(5)
  return async (path) => {
    const { value, zxid } = await session.exists(path)
    const before = known.get(path)
    known.set(path, value)
    return before !== undefined && isCached() ? { value: before, zxid } : { value, zxid }
  }
}

/** Takes a znode of the same version for the same znode. */
function byVersion(session: ZooKeeperSession): ZooKeeperSession['exists'] {
  const known = new Map<ZnodePath, Stat>()
  return async (path) => {
    const { value: found, zxid } = await session.exists(path)
    const value = readableStat(found)
    const before = known.get(path)
    if (value && before && value.czxid !== before.czxid && value.version === before.version)
      return { value: before, zxid }
    if (value) known.set(path, value)
    return { value: found, zxid }
  }
}

function emptyWhereRefused(request: Request): Request {
  const asked = async (...[id, input]: Parameters<Request>) => {
    try {
      return await request(id, input)
    } catch (error) {
      if (!(error instanceof ApiError) || error.problem.code !== 'no-auth') throw error
      const root = await request(id, { ...input, query: { path: ROOT } })
      return Object.assign({}, root, { names: [] })
    }
  }
  return asked as Request
}
