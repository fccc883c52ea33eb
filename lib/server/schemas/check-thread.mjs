/**
 * The thread that compiles JSON Schemas and checks texts by them. Plain JavaScript, because Node
 * starts it from its own file in tests. Both can take for ever, or all the memory it may have: who
 * started it ends it.
 * @typedef {import('./check-protocol').Job} Job
 * @typedef {import('./check-protocol').Violation} Violation
 */
import { workerData } from 'node:worker_threads'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { boundErrors, judgesByTrial } from './bound-errors.mjs'

/** A list longer than this helps nobody. */
const MAX_VIOLATIONS = 50
/** Where errors may yet prove to be none, so many are collected before the first has to do. */
const MAX_TRIED = 5_000

/** @type {import('node:worker_threads').MessagePort} */
const port = workerData.port

/** Compiled schemas by their text. @type {Map<string, ReturnType<typeof compile>>} */
const compiled = new Map()

/** @param {string} text */
function compile(text) {
  const schema = JSON.parse(text)
  const dialect = String(schema?.$schema ?? '')
  const Dialect = /draft-0[67]/.test(dialect) ? Ajv : Ajv2020
  const most = judgesByTrial(schema) ? MAX_TRIED : MAX_VIOLATIONS
  const options = { strict: false, validateFormats: false, logger: false }
  const first = new Dialect(options).compile(schema)
  const code = { process: (/** @type {string} */ source) => boundErrors(source, most) }
  const all = new Dialect({ ...options, allErrors: true, code }).compile(schema)
  return { first, all, isByTrial: most === MAX_TRIED }
}

/** @param {string} text */
function compiledOf(text) {
  const known = compiled.get(text) ?? compile(text)
  compiled.set(text, known)
  return known
}

/** @param {import('ajv').ErrorObject[]} errors @returns {Violation[]} */
function toViolations(errors) {
  return errors.slice(0, MAX_VIOLATIONS).map(({ instancePath, message }) => ({
    pointer: instancePath,
    message: message ?? 'is not valid',
  }))
}

/** @param {unknown} value @param {ReturnType<typeof compile>} by @param {Violation[]} first */
function violationsOf(value, { all, isByTrial }, first) {
  try {
    all(value)
    return toViolations(all.errors ?? [])
  } catch (thrown) {
    if (!Array.isArray(thrown)) throw thrown
    return isByTrial ? first : toViolations(thrown)
  }
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

/** @param {Job} job @param {(answer: object) => void} say */
function run({ schemas, text }, say) {
  const all = schemas.map(compiledOf)
  say({ type: 'begun' })
  const value = text === undefined ? undefined : parse(text)
  if (value === undefined) return []
  const broken = all.flatMap((by) => {
    if (by.first(value)) return []
    return [{ by, first: toViolations(by.first.errors ?? []) }]
  })
  say({ type: 'first', violations: broken.flatMap(({ first }) => first) })
  return broken.flatMap(({ by, first }) => violationsOf(value, by, first)).slice(0, MAX_VIOLATIONS)
}

port.on('message', (/** @type {Job} */ job) => {
  const say = (/** @type {object} */ answer) => port.postMessage({ ...answer, id: job.id })
  try {
    say({ type: 'done', violations: run(job, say) })
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    say({ type: 'failed', isTooDeep: error instanceof RangeError, message: line.slice(0, 500) })
  }
  if (!job.signal) return
  Atomics.store(job.signal, 0, 1)
  Atomics.notify(job.signal, 0)
})
