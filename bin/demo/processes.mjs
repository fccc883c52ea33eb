import { closeSync, createWriteStream, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startTethered } from '../tethered-process.mjs'

/**
 * Starts the demo's processes, each with a log in `logFolder`, and stops them again.
 * @param {string} root
 * @param {string} logFolder
 * @param {(failure: string) => void} onDeath told when one that should run has ended by itself
 */
export function createProcesses(root, logFolder, onDeath) {
  mkdirSync(logFolder, { recursive: true })
  /** @type {import('../tethered-process.mjs').TetheredProcess[]} */
  const running = []
  let stopping = false

  /** @param {string} name */
  const tail = (name) =>
    readFileSync(join(logFolder, `${name}.log`), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-25)
      .join('\n')

  /**
   * Watches over a process somebody else started.
   * @param {string} name
   * @param {import('../tethered-process.mjs').TetheredProcess} child
   */
  const adopt = (name, child) => {
    running.push(child)
    child.exited.then((how) => {
      if (!stopping) onDeath(`${name} ended with ${how}`)
    })
  }

  return {
    adopt,

    /** Runs a script of ours to its end. @param {string} name @param {string} script */
    async run(name, script) {
      const output = openSync(join(logFolder, `${name}.log`), 'w')
      const args = [join(root, script)]
      const { exited } = startTethered({ command: process.execPath, args, cwd: root, output })
      closeSync(output)
      const how = await exited
      if (how !== 'exit code 0') throw new Error(`${tail(name)}\n${name} ended with ${how}`)
    },

    /**
     * Starts a script that stays; `onLine` sees each line of its output and answers whether the
     * log may have it: a secret may not.
     * @param {string} name @param {readonly string[]} args @param {NodeJS.ProcessEnv} env
     * @param {(line: string) => boolean} onLine
     */
    start(name, args, env, onLine) {
      const log = createWriteStream(join(logFolder, `${name}.log`))
      const node = process.execPath
      const child = startTethered({ command: node, args, env, cwd: root, output: 'pipe' })
      child.child.stderr?.pipe(log, { end: false })
      const lines = createInterface({ input: child.child.stdout ?? process.stdin })
      lines.on('line', (line) => {
        if (onLine(line)) log.write(`${line}\n`)
      })
      adopt(name, child)
    },

    /** Ends all within 5 s; the first one started, which the others need, goes last. */
    async stop() {
      stopping = true
      const [first, ...others] = running
      await Promise.all(others.map((child) => child.stop(2_500)))
      await first?.stop(1_500)
    },
  }
}
