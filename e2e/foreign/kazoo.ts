import { execFileSync, spawnSync } from 'node:child_process'

const CANDIDATES = ['/usr/bin/python3', 'python3']

/** A Python that has kazoo; undefined where there is none. CI installs it. */
export const kazooPython = CANDIDATES.find(
  (python) => spawnSync(python, ['-c', 'import kazoo'], { stdio: 'ignore' }).status === 0,
)

/** Runs `code` with a started kazoo `client` below `chroot`. */
export function runKazoo(python: string, connectString: string, chroot: string, code: string) {
  const script = [
    'import sys',
    'from kazoo.client import KazooClient',
    'client = KazooClient(hosts=sys.argv[1] + sys.argv[2])',
    'client.start()',
    code,
    'client.stop()',
  ]
  const parameters = ['-c', script.join('\n'), connectString, chroot]
  return execFileSync(python, parameters, { encoding: 'utf8', timeout: 20_000 })
}
