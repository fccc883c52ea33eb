import { writeSync } from 'node:fs'

/** Where the booted server finds this to put its log behind it; `lib/server/log.ts`. */
const PLACE = Symbol.for('vivarium.output')
/** What is kept until there is a log. */
const MAX_NOTES = 100

/**
 * @typedef {{ level: 'debug' | 'warn' | 'error', text: string }} Note
 */

/**
 * Takes everything that is printed into the process's log, one entry each, whoever prints it: Next
 * and libraries write lines of their own, with what strangers sent in them. Lines that are meant
 * for people go past it by `print`.
 */
export function captureOutput() {
  /** @type {Note[]} */
  const notes = []
  /** @type {((note: Note) => void) | undefined} */
  let log
  const take = (/** @type {Note} */ note) => {
    if (log) log(note)
    else if (notes.length < MAX_NOTES) notes.push(note)
  }
  capture(process.stdout, 'debug', take)
  capture(process.stderr, 'warn', take)
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => take({ level: 'warn', text: `${name}: ${message}` }))
  process.on('exit', () => {
    // It never came to a log: what went wrong before is all there is to say.
    for (const { level, text } of notes) if (level !== 'debug') writeSync(2, `${asLine(text)}\n`)
  })
  globalThis[PLACE] = {
    print: (/** @type {string} */ line) => writeSync(1, `${line}\n`),
    complain: (/** @type {string} */ line) => writeSync(2, `${line}\n`),
    adopt: (/** @type {(note: Note) => void} */ next) => {
      log = next
      for (const note of notes.splice(0)) next(note)
    },
  }
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {Note['level']} level
 * @param {(note: Note) => void} take
 */
function capture(stream, level, take) {
  stream.write = (chunk, ...given) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    if (text.trim() !== '') take({ level, text: text.trimEnd() })
    const done = given.at(-1)
    if (typeof done === 'function') process.nextTick(done)
    return true
  }
}

/** @param {string} text one JSON line of nothing but ASCII */
function asLine(text) {
  const line = JSON.stringify({ level: 40, time: Date.now(), msg: text })
  return line.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
