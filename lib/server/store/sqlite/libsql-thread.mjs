import { parentPort, workerData } from 'node:worker_threads'
import Database from 'libsql'

/**
 * The thread of one connection to the database file, so that no statement, commit or check holds
 * up the event loop. Plain JavaScript: Node runs it as it is, in tests too. See `sql-thread.ts`.
 */

/** @type {{ file: string, pragmas: readonly string[] }} */
const { file, pragmas } = workerData

/** @type {import('libsql').Database | null} */
let database = null
/**
 * Is never worked with, so that it never fails: SQLite removes the log with the last connection,
 * and no statement’s may be the last.
 * @type {import('libsql').Database | null}
 */
let anchor = null
let isInTransaction = false
/** The transaction went with its connection. */
let isLost = false

function current() {
  if (isLost) throw new Error('The transaction has failed')
  if (database) return database
  const opened = new Database(file)
  database = opened
  for (const pragma of pragmas) opened.prepare(`pragma ${pragma}`).all([])
  anchor ??= dropAnchor()
  return opened
}

/** The log is opened with the first thing that is read. */
function dropAnchor() {
  const opened = new Database(file)
  try {
    opened.prepare('select 1 from sqlite_master').all([])
    return opened
  } catch (error) {
    opened.close()
    throw error
  }
}

/** A connection is closed once its statements are collected: its lock cannot wait for that. */
function unlock() {
  try {
    database?.exec('rollback')
  } catch {
    // There was no transaction, or it is gone already.
  }
}

function close() {
  database?.close()
  database = null
}

/** libsql ends the process over a boolean and takes undefined for NULL: here it is an error. */
function checked(parameters) {
  for (const parameter of parameters)
    if (parameter === undefined || typeof parameter === 'boolean')
      throw new TypeError(`SQLite has no ${typeof parameter}`)
  return parameters.map((each) => (each instanceof Uint8Array ? Buffer.from(each) : each))
}

const PRAGMA = /^\s*pragma\b/i

function run(sql, parameters) {
  const statement = current().prepare(sql)
  const given = checked(parameters)
  // A pragma may work row by row without answering any, and has to be gone through.
  if (statement.reader || PRAGMA.test(sql)) return { rows: statement.all(given), changes: 0 }
  return { rows: [], changes: statement.run(given).changes }
}

/** Reads what is in a file without changing it, nor its write-ahead log. */
function peek(uri, statements) {
  const reader = new Database(uri)
  try {
    return statements.map((sql) => reader.prepare(sql).all([]))
  } finally {
    reader.close()
  }
}

/** @type {Record<string, (asked: any) => unknown>} */
const ACTS = {
  peek: ({ uri, statements }) => peek(uri, statements),
  run: ({ sql, parameters }) => run(sql, parameters),
  // The write lock is taken at once: a transaction that only began to read could be refused it.
  begin: () => {
    current().exec('begin immediate')
    isInTransaction = true
  },
  commit: () => {
    current().exec('commit')
    isInTransaction = false
  },
  rollback: () => {
    const wasLost = isLost
    isLost = false
    isInTransaction = false
    if (!wasLost) current().exec('rollback')
  },
  close: () => {
    close()
    anchor?.close()
    anchor = null
  },
}

parentPort?.on('message', ({ id, act, ...asked }) => {
  try {
    parentPort?.postMessage({ id, answer: ACTS[act]?.(asked) })
  } catch (error) {
    // libsql leaves a failed statement unfinished, and nothing that is committed on its connection
    // afterwards reaches the file: the next statement gets another connection.
    isLost ||= isInTransaction
    unlock()
    close()
    parentPort?.postMessage({ id, error: { message: error.message, code: error.code ?? '' } })
  }
})
