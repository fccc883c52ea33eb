import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signInAgain, startSignedIn } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { createTree, SMALL } from './crowded-tree'
import { loadsOf } from './loads'
import { measureLoads } from './measure-loads'
import { startTalkativeServer } from './talkative-server'

const ZOOKEEPER = { javaOptions: ['-Xmx2500m', '-XX:TieredStopAtLevel=4'] }
const SCHEMA = {
  uniqueItems: true,
  items: { anyOf: [{ type: 'object' }, { type: 'string', pattern: '^(a+)+$' }] },
}

/** What one person's load does to another's reads. */
export const fairness: Section = { name: 'fairness', run }

async function run(context: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper(ZOOKEEPER)
  const talkative = await startTalkativeServer()
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-fairness-'))
  try {
    context.log('creating 350,000 znodes')
    await createTree(zookeeper.connectString)
    const ports = { main: zookeeper.port, words: talkative.port }
    const server = await startSignedIn('', {
      VIVARIUM_CONFIG: configIn(folder, ports),
    })
    try {
      return await measureLoads(await signInAgain(server), loadsOf(server), context)
    } finally {
      await server.stop()
    }
  } finally {
    talkative.stop()
    await zookeeper.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function configIn(folder: string, ports: Readonly<Record<string, number>>): string {
  writeFileSync(join(folder, 'hostile.json'), JSON.stringify(SCHEMA))
  const schemas = [{ paths: SMALL, file: 'hostile.json' }]
  const clusters = Object.entries(ports).map(([id, port]) => ({
    ...{ id, connect: `127.0.0.1:${port}`, schemas, historyBaseline: false },
  }))
  const file = join(folder, 'vivarium.json')
  writeFileSync(file, JSON.stringify({ clusters }))
  return file
}
