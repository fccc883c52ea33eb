import { type RawBuilder, sql } from 'kysely'

/** What one answer of the history may hold (bytes). */
export const PAGE_BYTES = 1_000_000
/** What a row takes in an answer besides its path. */
export const ROW_BYTES = 600

type Sized = { readonly bytes: number }

/** The first of these rows, as many as a page takes: always one, so that every page goes on. */
export function withinPage<T extends Sized>(rows: readonly T[], limit: number): T[] {
  let sum = 0
  const page: T[] = []
  for (const row of rows.slice(0, limit)) {
    sum += row.bytes + ROW_BYTES
    if (sum > PAGE_BYTES && page.length > 0) break
    page.push(row)
  }
  return page
}

/** The size of a text as it is sent, to be read in place of the text. */
export function bytesIn(column: string): RawBuilder<number> {
  return sql<number>`octet_length(${sql.ref(column)})`
}
