import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { resolveInstallation } from '@/bin/zookeeper/resolve.mjs'

/** The Java client with nothing but a watch, or why it is not there. */
export type JavaWatch =
  | { readonly name: string; readonly stop: () => Promise<void> }
  | { readonly name: string; readonly missing: string }

const SOURCE = join('bench', 'peers', 'WatchTimes.java')

/**
 * Watches everything below `path` with ZooKeeper's own client, compiled on the spot. `saw` is told
 * of each change with the time it was reported (ms since 1970).
 */
export async function startJavaWatch(
  connect: string,
  path: string,
  saw: (path: string, at: number) => void,
): Promise<JavaWatch> {
  const { java, classpath } = await resolveInstallation()
  const silent = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'
  const child = spawn(java, [silent, '-cp', classpath, SOURCE, connect, path], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = new Promise<undefined>((resolve) => child.once('close', () => resolve(undefined)))
  const lines = createInterface({ input: child.stdout })
  const first = new Promise<string>((resolve) => lines.once('line', resolve))
  const name = await Promise.race([first, ended])
  if (name === undefined) return { name: 'Java client', missing: 'no Java compiler installed' }
  lines.on('line', (line) => {
    const cut = line.indexOf(' ')
    saw(line.slice(cut + 1), Number(line.slice(0, cut)) / 1_000)
  })
  return {
    name: `${name}, the bare watch`,
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
