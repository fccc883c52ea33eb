import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { prepareCorpus } from './check/corpus.mjs'
import { check, program, tests } from './check/step.mjs'
import { prepareSystem } from './check/system.mjs'
import { installDependencies } from './dependencies.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const REPORTS = '.cache/test'

const node = (script) => [process.execPath, join(ROOT, script)]

/** Of a handful of tests: what they need differs from machine to machine. */
const SAMPLE = {
  unit: ['bin/tethered-process', 'bin/zookeeper/', 'lib/znode/'],
  server: [
    'lib/server/cluster/write/znode-writes.test',
    'e2e/full-disk/',
    'lib/server/store/moved',
  ],
}

/** Runs a project's tests in so many processes: those that wait for servers leave room for more. */
function vitest(project, workers, files = []) {
  const report = `${REPORTS}/${project}.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = program(
    'vitest',
    'run',
    '--project',
    project,
    ...files,
    `--maxWorkers=${workers}`,
    ...reporters,
  )
  const count = ({ numPassedTests, numFailedTests, testResults }) => {
    const skipped = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(isLeftOut)
    return { passed: numPassedTests, failed: numFailedTests, skipped: skipped.map(whyLeftOut) }
  }
  return tests(command, report, count, { minutes: 15 })
}

const isLeftOut = ({ status }) => status !== 'passed' && status !== 'failed'
const whyLeftOut = ({ title, meta }) => `${title}: ${meta?.leftOut ?? 'no reason was given'}`

function playwright() {
  const report = `${REPORTS}/e2e.json`
  const command = program('@playwright/test', 'test', '--reporter=list,json')
  const count = ({ stats }) => {
    const skipped = stats.skipped > 0 ? [`${stats.skipped} end-to-end tests`] : []
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped }
  }
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: join(ROOT, report) }
  return tests(command, report, count, { minutes: 25, env })
}

/** Both commands of the README on a machine that has nothing, of this one a sample. */
function freshMachine() {
  const report = `${REPORTS}/fresh-machine.json`
  const command = node('bin/check/fresh-machine.mjs')
  const options = ['--sample', '--report', report]
  return tests([...command, ...options], report, (outcome) => outcome, { minutes: 20 })
}

/** In turn; those of one row side by side, where each waits more than it computes. */
const STEPS = [
  [['lock file', () => check(node('bin/check/lock.mjs'), node('bin/check/advisories.mjs'))]],
  [['lint', () => check(program('@biomejs/biome', 'check', '.'))]],
  [['file sizes', () => check(node('bin/check/size.mjs'))]],
  [['unused code', () => check(program('knip', '--no-progress'))]],
  [['types', () => check(program('next', 'typegen'), program('typescript', '--noEmit'))]],
  [['unit tests', () => vitest('unit', 2)]],
  [['server tests', () => vitest('server', 3)]],
  [['simulation tests', () => vitest('simulation', 2)]],
  [['2,000 simulated stories', () => check(node('bin/simulate.mjs'))]],
  [['build', () => check(node('bin/build.mjs'))]],
  [['first-load JavaScript', () => check(node('bin/check/bundle.mjs'))]],
  [
    ['end-to-end tests', playwright],
    ['a fresh machine', freshMachine],
  ],
]

/** What is the same on every machine is left out: all lines are not linted and typed twice. */
const SAMPLE_STEPS = [
  [['lock file', () => check(node('bin/check/lock.mjs'))]],
  [['lint of what starts it all', () => check(program('@biomejs/biome', 'check', 'bin'))]],
  [['file sizes', () => check(node('bin/check/size.mjs'))]],
  [['a sample of the unit tests', () => vitest('unit', 2, SAMPLE.unit)]],
  [['a sample of the server tests', () => vitest('server', 2, SAMPLE.server)]],
]

/** Runs one step, says how it went, and shows what it printed when it failed. */
async function runStep([name, step]) {
  const start = performance.now()
  const result = await step()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (result.failed > 0) console.log(result.output.trimEnd())
  const others = { failed: result.failed, skipped: result.skipped?.length ?? 0 }
  const counts = Object.entries(others)
    .filter(([, count]) => count > 0)
    .reduce((text, [what, count]) => `${text}, ${count} ${what}`, `${result.passed} passed`)
  console.log(`${result.failed > 0 ? '✗' : '✓'} ${name}: ${counts} (${seconds} s)`)
  return result
}

async function main() {
  const isSample = process.argv.includes('--sample')
  if (!isSample) {
    prepareSystem()
    await prepareCorpus()
  }
  installDependencies()
  mkdirSync(join(ROOT, REPORTS), { recursive: true })
  const total = { passed: 0, failed: 0 }
  const skipped = []
  for (const row of isSample ? SAMPLE_STEPS : STEPS)
    for (const result of await Promise.all(row.map(runStep))) {
      total.passed += result.passed
      total.failed += result.failed
      skipped.push(...(result.skipped ?? []))
    }
  // Whoever reads the last line alone reads what passed and what failed, and nothing else.
  for (const reason of skipped) console.log(`skipped: ${reason}`)
  if (skipped.length > 0) console.log(`${skipped.length} skipped`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

main().catch((error) => {
  console.error(error.message)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
})
