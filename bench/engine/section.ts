import { interleave } from '@/bench/measure/interleave'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { openDemoSession } from '@/e2e/demo/demo-session'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { type Contestant, startContestants } from './contestants'
import { type Samples, toRows } from './samples'
import { createTrees, removeCreated } from './server-tree'
import { COUNTS, WORKLOADS, type Workload } from './workloads'

/** The server's compiler and heap are a production server's; no snapshot falls into a round. */
const SERVER = {
  config: { tickTime: 2_000, minSessionTimeout: 4_000 },
  javaOptions: ['-Xmx768m', '-XX:TieredStopAtLevel=4', '-Dzookeeper.snapCount=100000000'],
}

const WARM_UP = 1
/** These take so long that fewer rounds have to do, and so long that chance weighs less. */
const ENOUGH: Readonly<Partial<Record<Workload, number>>> = { crawl: 3, 'ls-R': 1 }

/** Our engine beside other clients, each in a process of its own, on one server. */
export const engine: Section = { name: 'engine', run }

async function run({ rounds, log }: Context): Promise<Row[]> {
  const server = await startZooKeeper(SERVER)
  const session = await openDemoSession(server.connectString)
  const contestants: Contestant[] = []
  try {
    log('creating the trees')
    await createTrees(session)
    contestants.push(...(await startContestants(server.connectString)))
    const samples: Samples[] = []
    for (const workload of WORKLOADS) {
      log(workload)
      samples.push(...(await measure(workload, contestants, rounds, session)))
    }
    return toRows(samples)
  } finally {
    await Promise.all(contestants.map(({ client }) => client?.stop()))
    await session.close()
    await server.stop()
  }
}

/** One round to warm up, which does not count, then `rounds` of them or what is enough. */
async function measure(
  workload: Workload,
  contestants: readonly Contestant[],
  rounds: number,
  session: ZooKeeperSession,
): Promise<Samples[]> {
  const runners = contestants
    .filter(({ key }) => workload !== 'ls-R' || key === 'java')
    .map((contestant) => ({ contestant, wall: [] as number[], cpu: [] as number[] }))
  const turns = WARM_UP + Math.min(rounds, ENOUGH[workload] ?? rounds)
  await interleave(runners, turns, async ({ contestant: { client }, wall, cpu }, round) => {
    if (!client) return
    const taken = await client.measure(workload)
    if (taken.count !== COUNTS[workload])
      throw new Error(`${client.name} counted ${taken.count} in ${workload}`)
    if (workload === 'create') await removeCreated(session)
    if (round < WARM_UP) return
    wall.push(taken.wall)
    cpu.push(taken.cpu)
  })
  return runners.map(({ contestant, wall, cpu }) => ({
    ...titleOf(contestant, workload),
    workload,
    wall,
    cpu,
  }))
}

function titleOf(
  contestant: Contestant,
  workload: Workload,
): Pick<Samples, 'key' | 'name' | 'note'> {
  const { key, client } = contestant
  if (!client) return { key, name: contestant.name, note: contestant.why }
  if (workload === 'ls-R')
    return { key: 'zkCli', name: 'zkCli ls -R', note: 'one request at a time' }
  return { key, name: client.name }
}
