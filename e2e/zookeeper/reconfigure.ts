import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Installation } from '@/bin/zookeeper/launch.mjs'

const CREDENTIAL = 'super:reconfigures'
const DIGEST = createHash('sha1').update(CREDENTIAL).digest('base64')

/** Makes a server know who may change the ensemble's members. */
export const ADMIN_OPTIONS = [
  `-Dzookeeper.DigestAuthenticationProvider.superDigest=super:${DIGEST}`,
]

/** Runs one `reconfig` of ZooKeeper's own command line, as an operator does. */
export async function reconfigure(
  { java, classpath }: Installation,
  connect: string,
  change: string,
): Promise<void> {
  const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'
  const main = ['-cp', classpath, 'org.apache.zookeeper.ZooKeeperMain', '-server', connect]
  const child = spawn(java, [quiet, ...main], { stdio: ['pipe', 'pipe', 'pipe'], timeout: 30_000 })
  child.stdin.end(`addauth digest ${CREDENTIAL}\nreconfig ${change}\nquit\n`)
  const printed = (await Promise.all([text(child.stdout), text(child.stderr)])).join('')
  if (!printed.includes('Committed new configuration'))
    throw new Error(`reconfig ${change} was refused: ${printed.slice(-500)}`)
}
