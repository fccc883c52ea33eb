import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { resolveInstallation } from '@/bin/zookeeper/resolve.mjs'
import { kazooPython } from '@/e2e/foreign/kazoo'
import { type ClientProcess, startClient } from './client-process'
import type { Key } from './samples'

const PROGRAMS = '.cache/bench'
const PEERS = 'bench/peers'
const CLASSES = '.cache/peers'

/** A client to measure, or why it is not there. */
export type Contestant =
  | { readonly key: Key; readonly client: ClientProcess }
  | { readonly key: Key; readonly client: null; readonly name: string; readonly why: string }

/** Starts every client that this machine has, connected to `connectString`. */
export async function startContestants(connectString: string): Promise<Contestant[]> {
  const node = (program: string) =>
    startClient(process.execPath, [join(PROGRAMS, `${program}.mjs`), connectString])
  return [
    { key: 'vivarium', client: await node('vivarium-client') },
    { key: 'stock', client: await node('stock-client') },
    await startKazoo(connectString),
    await startJava(connectString),
  ]
}

async function startKazoo(connectString: string): Promise<Contestant> {
  if (!kazooPython) return { key: 'kazoo', client: null, name: 'kazoo', why: 'not installed' }
  const script = join(PEERS, 'kazoo_client.py')
  return { key: 'kazoo', client: await startClient(kazooPython, [script, connectString]) }
}

async function startJava(connectString: string): Promise<Contestant> {
  const { java, classpath } = await resolveInstallation()
  const javac = findJavac(java)
  if (!javac) return { key: 'java', client: null, name: 'Java client', why: 'no javac installed' }
  mkdirSync(CLASSES, { recursive: true })
  execFileSync(javac, ['-d', CLASSES, '-cp', classpath, join(PEERS, 'JavaClient.java')])
  // The client refuses answers above 1 MB unless told otherwise; 100,000 names are 2.3 MB.
  const options = ['-Djute.maxbuffer=8388608', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error']
  const parameters = ['-cp', `${CLASSES}:${classpath}`, 'JavaClient', connectString]
  return { key: 'java', client: await startClient(java, [...options, ...parameters]) }
}

function findJavac(java: string): string | undefined {
  const folders = [dirname(java), ...(process.env.PATH ?? '').split(':')]
  return folders.map((folder) => join(folder, 'javac')).find((file) => existsSync(file))
}
