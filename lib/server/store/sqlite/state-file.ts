import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

export const STATE_FILE = 'vivarium.state'

const Remembered = z.object({
  /** Which database it was. */
  database: z.string(),
  /** A fingerprint of the key that seals its secrets; null where none outlives the process. */
  key: z.string().nullable(),
  /** How many rows of each table were ever written. */
  written: z.record(z.string(), z.number()),
})

/** What a data folder held when it was written to last, told by a file beside the database. */
export type Remembered = z.output<typeof Remembered>

/** Null where the folder tells nothing: it is new, older than this file, or the file is damaged. */
export function readState(folder: string): Remembered | null {
  try {
    return Remembered.parse(JSON.parse(readFileSync(join(folder, STATE_FILE), 'utf8')))
  } catch {
    return null
  }
}

/** Replaces it whole. Not flushed: it may lag behind the database, and never runs ahead of it. */
export function writeState(folder: string, remembered: Remembered): void {
  const file = join(folder, STATE_FILE)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(remembered)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}
