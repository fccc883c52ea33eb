import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

export const DATABASE = 'vivarium.db'
export const KEY_FILE = 'secret.key'

/** The files that a database consists of while it is open. */
const FILES = [DATABASE, `${DATABASE}-wal`] as const
const OTHERS = 0o007
const GROUP = 0o070
const GROUP_WRITES = 0o020

/** Makes the folder for us alone, where there is none. Answers whether others may look into it. */
export function makeFolder(folder: string): { readonly isOpen: boolean } {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (made !== undefined) chmodSync(folder, 0o700)
  return { isOpen: (statSync(folder).mode & OTHERS) !== 0 }
}

/** Makes the database's file for us alone: those that belong to it are made with its mode. */
export function touchDatabase(folder: string): void {
  closeSync(openSync(join(folder, DATABASE), 'a', 0o600))
  // A volume that an orchestrator gave to a group keeps what it gave.
  const isShared = (statSync(folder).mode & GROUP_WRITES) !== 0
  for (const file of filesIn(folder)) closeTo(isShared ? OTHERS : OTHERS | GROUP, file)
}

/** A build cannot know the folder: it would take the whole project for what may be read. */
function filesIn(folder: string): string[] {
  return FILES.map((name) => join(/* turbopackIgnore: true */ folder, name))
}

/** What an earlier release made may be read by others; one that is not ours stays as it is. */
function closeTo(whom: number, file: string): void {
  try {
    const { mode } = statSync(file)
    if ((mode & whom) !== 0) chmodSync(file, mode & 0o777 & ~whom)
  } catch {
    // Not there, or another user's: who may open it may keep it.
  }
}

/** Which files the database is in; null for one that is not there. */
export type FileIdentity = ReadonlyArray<string | null>

export async function identify(folder: string): Promise<FileIdentity> {
  return await Promise.all(
    filesIn(folder).map((file) =>
      stat(/* turbopackIgnore: true */ file).then(
        ({ dev, ino }) => `${dev}:${ino}`,
        () => null,
      ),
    ),
  )
}

/** The size of the database on the disk, and of what is not merged into it yet (bytes). */
export async function bytesOf(folder: string): Promise<{ database: number; log: number }> {
  const [database = 0, log = 0] = await Promise.all(
    filesIn(folder).map((file) =>
      stat(/* turbopackIgnore: true */ file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return { database, log }
}

const WAL_MAGIC: readonly number[] = [0x377f0682, 0x377f0683]
const WAL_HEADER_BYTES = 32

/** Whether there is a write-ahead log that SQLite would pass over in silence. */
export function isLogForeign(folder: string): boolean {
  const name = join(folder, `${DATABASE}-wal`)
  if (!existsSync(name)) return false
  const file = openSync(name, 'r')
  try {
    const header = Buffer.alloc(WAL_HEADER_BYTES)
    const read = readSync(file, header)
    return read === WAL_HEADER_BYTES && !WAL_MAGIC.includes(header.readUInt32BE(0))
  } finally {
    closeSync(file)
  }
}
