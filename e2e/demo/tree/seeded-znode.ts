import type { AclEntry } from '@/lib/znode/acl'

/** A znode of the demo as it is first created. Missing ancestors come without data. */
export type SeededZnode = {
  readonly path: string
  readonly data: Buffer | null
  readonly acl?: readonly AclEntry[]
}

/** A znode that holds `text` as UTF-8. */
export function text(path: string, content: string): SeededZnode {
  return { path, data: Buffer.from(content) }
}

/** A znode that holds `value` as JSON, indented like a file a person edits. */
export function json(path: string, value: unknown): SeededZnode {
  return text(path, `${JSON.stringify(value, null, 2)}\n`)
}

/** A znode that holds `value` as JSON on one line, as programs write it. */
export function compactJson(path: string, value: unknown): SeededZnode {
  return text(path, JSON.stringify(value))
}

/** A znode that holds no data at all, which is not the same as empty data. */
export function bare(path: string): SeededZnode {
  return { path, data: null }
}

/** The same bytes on every start, so that seeding twice changes nothing. */
export function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
