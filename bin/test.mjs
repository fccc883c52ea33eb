import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { check, program, tests } from './check/step.mjs'
import { prepareSystem } from './check/system.mjs'
import { installDependencies } from './dependencies.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const REPORTS = '.cache/test'

const node = (script) => [process.execPath, join(ROOT, script)]

function vitest(project) {
  const report = `${REPORTS}/${project}.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = program('vitest', 'run', '--project', project, ...reporters)
  const count = ({ numPassedTests, numFailedTests }) => {
    return { passed: numPassedTests, failed: numFailedTests }
  }
  return tests(command, report, count, { minutes: 15 })
}

function playwright() {
  const report = `${REPORTS}/e2e.json`
  const command = program('@playwright/test', 'test', '--reporter=list,json')
  const count = ({ stats }) => {
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
  }
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: join(ROOT, report) }
  return tests(command, report, count, { minutes: 25, env })
}

const STEPS = [
  ['lock file', () => check(node('bin/check/lock.mjs'))],
  ['lint and import rules', () => check(program('@biomejs/biome', 'check', '.'))],
  ['file sizes', () => check(node('bin/check/size.mjs'))],
  ['unused code', () => check(program('knip', '--no-progress'))],
  ['types', () => check(program('next', 'typegen'), program('typescript', '--noEmit'))],
  ['unit tests', () => vitest('unit')],
  ['server tests', () => vitest('server')],
  ['simulation tests', () => vitest('simulation')],
  ['2,000 simulated stories', () => check(node('bin/simulate.mjs'))],
  ['build', () => check(node('bin/build.mjs'))],
  ['first-load JavaScript', () => check(node('bin/check/bundle.mjs'))],
  ['end-to-end tests', playwright],
]

/** Runs one step, says how it went, and shows what it printed when it failed. */
async function runStep([name, step]) {
  const start = performance.now()
  const result = await step()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (result.failed > 0) console.log(result.output.trimEnd())
  const counts = `${result.passed} passed${result.failed > 0 ? `, ${result.failed} failed` : ''}`
  console.log(`${result.failed > 0 ? '✗' : '✓'} ${name}: ${counts} (${seconds} s)`)
  return result
}

async function main() {
  prepareSystem()
  installDependencies()
  mkdirSync(join(ROOT, REPORTS), { recursive: true })
  const total = { passed: 0, failed: 0 }
  for (const step of STEPS) {
    const { passed, failed } = await runStep(step)
    total.passed += passed
    total.failed += failed
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

main().catch((error) => {
  console.error(error.message)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
})
