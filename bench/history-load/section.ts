import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Load, measureLoads } from '@/bench/fairness/measure-loads'
import { type SignedInServer, signInAgain, startSignedIn } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { openDemoSession } from '@/e2e/demo/demo-session'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { toPath, type ZnodePath } from '@/lib/znode/path'
import { fillHistory } from './fill-history'

const ROWS = 400_000
const PEOPLE = 10
const FLOOD = 70
const PERSISTENT = { mode: 'persistent', acl: OPEN_ACL } as const

/** Searches that find nothing, or little: all of the history has to be looked through. */
const SEARCHES = [
  'name=zzzz-not-there',
  'name=e&kind=created',
  'from=1&to=2',
  'person=zz',
  'reason=zz',
  'name=configuration&to=1700000100000',
  'below=%2Fservices%2Fcheckout&kind=created',
]

/** What searches and floods do to what others read, on a history of 400,000 changes. */
export const historyLoad: Section = { name: 'history-load', run }

async function run(context: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper({ javaOptions: ['-Xmx1500m', '-XX:TieredStopAtLevel=4'] })
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-history-load-'))
  const { connectString: connect } = zookeeper
  try {
    await (await startSignedIn(connect, { VIVARIUM_DATA: folder })).stop()
    context.log(`filling a history of ${ROWS} changes`)
    fillHistory(folder, ROWS)
    return await measure(connect, folder, context)
  } finally {
    await zookeeper.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(connect: string, folder: string, context: Context): Promise<Row[]> {
  const writer = await openDemoSession(connect)
  try {
    await writer.create(toPath('/small'), Buffer.from('small'), PERSISTENT)
    const server = await startSignedIn(connect, { VIVARIUM_DATA: folder })
    try {
      await untilRead(server)
      const people: SignedInServer[] = []
      for (let count = 0; count < PEOPLE; count++) people.push(await signInAgain(server))
      return await measureLoads(server, loadsOf(people, writer), context)
    } finally {
      await server.stop()
    }
  } finally {
    await writer.close()
  }
}

function loadsOf(people: readonly SignedInServer[], writer: ZooKeeperSession): Load[] {
  const flood = async (nameLength: number, valueLength = 0) => {
    for (let index = 0; index < FLOOD; index++) {
      const path = longName(index, nameLength)
      await writer.create(path, randomBytes(valueLength), PERSISTENT)
      await writer.delete(path, 0)
    }
  }
  return [
    {
      name: 'ten people who search 400,000 changes at once',
      run: async () => void (await Promise.all(people.map(searchAll))),
    },
    { name: '70 znodes with names of 900 KB come and go', run: () => flood(900_000) },
    { name: '70 znodes with names of 60 KB come and go', run: () => flood(60_000) },
    { name: '70 values of 990 KB come and go', run: () => flood(10, 990_000) },
  ]
}

function longName(index: number, length: number): ZnodePath {
  return toPath(`/${index}`.padEnd(length, 'x'))
}

async function searchAll({ origin, cookie }: SignedInServer): Promise<void> {
  for (const search of SEARCHES) {
    const url = `${origin}/api/clusters/main/history?${search}`
    const answer = await fetch(url, { headers: { cookie } })
    if (!answer.ok) throw new Error(`A search was answered with ${answer.status}`)
    await answer.arrayBuffer()
  }
}

/** The baseline is one more load, and is over then. */
async function untilRead({ origin, cookie }: SignedInServer): Promise<void> {
  for (;;) {
    const url = `${origin}/api/clusters/main/history/status`
    const { baseline } = await (await fetch(url, { headers: { cookie } })).json()
    if (baseline.state === 'complete') return
    await sleep(50)
  }
}
