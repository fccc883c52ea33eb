import { stat } from 'node:fs/promises'
import { type StoreError, toStoreError } from '@/lib/server/store/database/store-error'
import { damage } from './judge-folder'
import { SqlThread } from './sql-thread'

/** So much is checked before anything is done with it; more, beside the work (bytes). */
const AT_ONCE_BYTES = 16_000_000
/** Of a larger database no more than the journal is checked: all of it takes minutes (bytes). */
const MOST_BYTES = 4_000_000_000

/**
 * Reads the whole database for damage. Rejects with `StoreError` where a small one is damaged; a
 * larger one is read in a thread of its own, and `damaged` told when something is found.
 */
export async function checkFile(
  file: string,
  writer: SqlThread,
  damaged: (error: StoreError) => void,
): Promise<void> {
  const { size } = await stat(file)
  if (size <= AT_ONCE_BYTES) return await check(writer, '(1)')
  const thread = new SqlThread(file, ['busy_timeout = 1000', 'query_only = ON'])
  void check(thread, size > MOST_BYTES ? `('intent')` : '(1)')
    .catch((cause) => {
      // A check that could not be made, as of a locked file, has found nothing.
      const error = toStoreError(cause)
      if (error.isDamage) damaged(error)
    })
    .finally(() => thread.close())
}

async function check(thread: SqlThread, what: string): Promise<void> {
  const { rows } = await thread.run(`pragma quick_check${what}`)
  const [first] = rows as ReadonlyArray<Readonly<Record<string, unknown>>>
  const isSound = first !== undefined && Object.values(first)[0] === 'ok'
  if (!isSound) throw damage('The database vivarium.db is damaged')
}
