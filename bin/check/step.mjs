import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

/** Colours only blur what is shown on failure; an empty FORCE_COLOR would still force them. */
function environment(more) {
  const { FORCE_COLOR, ...inherited } = process.env
  return { ...inherited, CI: '1', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', ...more }
}

/** The command line of a dependency's own program, without npx in between. */
export function program(name, ...parameters) {
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))
  const file = typeof bin === 'string' ? bin : Object.values(bin)[0]
  return [process.execPath, join(ROOT, 'node_modules', name, file), ...parameters]
}

/**
 * Runs `command` and resolves with its exit code and everything it printed. It ends after
 * `minutes`, and then counts as failed.
 */
export function run([command, ...parameters], { minutes = 5, env = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(command, parameters, {
      cwd: ROOT,
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: minutes * 60_000,
    })
    const output = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => output.push(part))
    }
    const end = (code, more) => done({ code, output: Buffer.concat(output).toString() + more })
    child.on('error', (error) => end(1, error.message))
    child.on('close', (code, signal) => end(code ?? 1, signal ? `\nended by ${signal}` : ''))
  })
}

/** A step that passes or fails as one: the commands in turn until one fails. */
export async function check(...commands) {
  for (const command of commands) {
    const { code, output } = await run(command)
    if (code !== 0) return { passed: 0, failed: 1, output }
  }
  return { passed: 1, failed: 0, output: '' }
}

/**
 * A step that counts tests, read from the JSON report its command leaves in `report`; `skipped`
 * says of each test that was left out which one it is and why.
 */
export async function tests(command, report, count, { minutes, env } = {}) {
  const file = join(ROOT, report)
  rmSync(file, { force: true })
  const { code, output } = await run(command, { minutes, env })
  const { passed, failed, skipped } = existsSync(file)
    ? count(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: [] }
  const broken = failed === 0 && (code !== 0 || passed + skipped.length === 0)
  return { passed, failed: broken ? 1 : failed, skipped, output: code === 0 ? '' : output }
}
