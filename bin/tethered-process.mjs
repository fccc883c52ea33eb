import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

// The watcher shell holds the read end of a pipe whose write end only the parent has: when the
// parent dies, however it dies, `read` sees the end and the process is killed, even a hung one.
const TETHER = '(read -r released <&3 || kill -9 $$) 2>/dev/null & exec "$@" 3<&-'

/**
 * Starts a process that cannot outlive this one, in a session of its own so that Ctrl-C in the
 * terminal reaches only us. `output` is a file descriptor, 'inherit' or 'ignore'.
 * @param {{ command: string, args: string[], env?: NodeJS.ProcessEnv, cwd?: string,
 *   output?: number | 'inherit' | 'ignore' | 'pipe' }} options
 */
export function startTethered({ command, args, env = process.env, cwd, output = 'inherit' }) {
  const child = spawn('sh', ['-c', TETHER, 'sh', command, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output, output, 'pipe'],
  })
  const tether = /** @type {import('node:stream').Writable} */ (child.stdio[3])
  tether.on('error', () => tether.destroy())
  /** @type {Promise<string>} how it ended: the signal or the exit code */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      tether.end('released\n')
      resolve(signal ?? `exit code ${code}`)
    })
  })
  return {
    pid: child.pid ?? 0,
    child,
    exited,
    signal: (/** @type {NodeJS.Signals} */ name) => void child.kill(name),
    stop: (/** @type {number} */ grace) => stop(child, exited, grace),
  }
}

/**
 * Asks the process to end and kills it after `grace` ms; 0 kills at once.
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<string>} exited
 * @param {number} grace
 */
async function stop(child, exited, grace) {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (grace > 0) {
    child.kill('SIGTERM')
    child.kill('SIGCONT')
    const patience = new AbortController()
    const late = sleep(grace, 'late', { signal: patience.signal }).catch(() => 'in time')
    const first = await Promise.race([exited, late])
    patience.abort()
    if (first !== 'late') return
  }
  child.kill('SIGKILL')
  await exited
}
