import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

// The watcher shell holds the read end of a pipe whose write end only the parent has: when the
// parent dies, however it dies, `read` sees the end and the whole group goes, hung or not.
const TETHER = `(trap '' TERM INT HUP; read -r _ <&3; kill -s KILL -- -$$) & exec "$@" 3<&-`

/**
 * Starts a process that cannot outlive this one, with all its descendants in a group of their
 * own, so that Ctrl-C in the terminal reaches only us. `output` takes stdout and stderr.
 * @param {{ command: string, args: readonly string[], env?: NodeJS.ProcessEnv, cwd?: string,
 *   output?: number | 'inherit' | 'pipe' }} options
 */
export function startTethered({ command, args, env = process.env, cwd, output = 'inherit' }) {
  const child = spawn('sh', ['-c', TETHER, 'sh', command, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output, output, 'pipe'],
  })
  child.stdio[3]?.on('error', () => child.stdio[3]?.destroy())
  /** @type {Promise<string>} how it ended: the signal or the exit code */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      signalGroup(child, 'SIGKILL')
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

/** @typedef {ReturnType<typeof startTethered>} TetheredProcess */

/**
 * Asks the process and its descendants to end and kills them after `grace` ms; 0 kills at once.
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<string>} exited
 * @param {number} grace
 */
async function stop(child, exited, grace) {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (grace > 0) {
    signalGroup(child, 'SIGTERM')
    signalGroup(child, 'SIGCONT')
    const patience = new AbortController()
    const late = sleep(grace, 'late', { signal: patience.signal }).catch(() => 'in time')
    const first = await Promise.race([exited, late])
    patience.abort()
    if (first !== 'late') return
  }
  signalGroup(child, 'SIGKILL')
  await exited
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signalGroup(child, name) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
