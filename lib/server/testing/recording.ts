import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Place } from '@/lib/server/store/database/place'
import type { SessionOptions, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { openHistory, scratchFolder, type TestHistory } from './history'
import { closeAll, connected, eventually, freshPath } from './sessions'

type Opening = Partial<Omit<Parameters<typeof openHistory>[0], 'place'>> & {
  /** A folder of its own when left out. */
  readonly place?: Place
}

type Stopping = { stop: () => Promise<void> }
type ZooKeeper = Stopping & { readonly port: number }
type Postgres = Stopping & { readonly url: string }

/** What the tests of one file record: a real ZooKeeper, and somebody else who writes to it. */
type Stage<Z extends ZooKeeper> = {
  readonly zookeeper: Z
  readonly foreign: ZooKeeperSession
  /** Another one for each test. */
  readonly path: ZnodePath
  /** A folder that no other test records into. */
  readonly ownPlace: () => Place
  readonly sharedPlace: () => Place
  /** A Vivarium as it comes, closed by whoever opened it. */
  readonly open: (opening?: Opening) => TestHistory
  /** Runs `use` with a Vivarium whose watches stand. */
  readonly recording: (
    use: (vivarium: TestHistory) => Promise<void>,
    opening?: Opening,
  ) => Promise<void>
}

/** Both kinds of store, for `describe.each`: what holds in one holds in the other. */
export function placesOn(stage: Pick<Stage<ZooKeeper>, 'ownPlace' | 'sharedPlace'>) {
  return [
    ['a file', () => stage.ownPlace()],
    ['PostgreSQL', () => stage.sharedPlace()],
  ] as const
}

/** Who writes thousands of znodes waits for them, also where the machine is busy. */
const PATIENT = { sessionTimeout: 30_000, operationTimeout: 30_000 }

type Starting<Z extends ZooKeeper> = {
  readonly startZooKeeper: () => Promise<Z>
  readonly startPostgres?: () => Promise<Postgres>
  /** Who somebody else is. */
  readonly auth?: SessionOptions['auth']
}

/** Starts before the tests of a file, and ends after them. */
export function recordingStage<Z extends ZooKeeper>({
  startZooKeeper,
  startPostgres,
  auth = [],
}: Starting<Z>): Stage<Z> {
  const scratches: Array<ReturnType<typeof scratchFolder>> = []
  let zookeeper: Z | undefined
  let postgres: Postgres | undefined
  let foreign: ZooKeeperSession | undefined
  let path = freshPath()

  beforeAll(async () => {
    zookeeper = await startZooKeeper()
    postgres = await startPostgres?.()
    foreign = await connected(zookeeper.port, { auth, ...PATIENT })
  })
  beforeEach(() => {
    path = freshPath()
  })
  afterAll(async () => {
    await closeAll()
    await Promise.all([zookeeper?.stop(), postgres?.stop()])
    for (const { remove } of scratches) remove()
  })

  const ownPlace = (): Place => {
    const scratch = scratchFolder()
    scratches.push(scratch)
    return { kind: 'file', folder: scratch.folder }
  }
  const open = (opening: Opening = {}) =>
    openHistory({ port: started(zookeeper).port, place: ownPlace(), ...opening })
  return {
    get zookeeper() {
      return started(zookeeper)
    },
    get foreign() {
      return started(foreign)
    },
    get path() {
      return path
    },
    ownPlace,
    sharedPlace: () => ({ kind: 'postgres', url: started(postgres).url }),
    open,
    recording: async (use, opening) => {
      const vivarium = open(opening)
      try {
        await eventually(() => vivarium.cluster.live.state().state === 'live', 'live')
        await use(vivarium)
      } finally {
        await vivarium.close()
      }
    },
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The stage has no such part')
  return part
}
