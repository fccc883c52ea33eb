import { toBase64, toBytes } from '@/lib/client/transport/base64'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { browserDrawer, type Drawer } from './browser-storage'

/** An edit that is not saved yet, with what it started from. */
export type Draft = {
  /** The version, incarnation and bytes the person saw when the edit began. */
  readonly version: number
  readonly czxid: Hex64
  readonly base: Uint8Array | null
  readonly text: string
  /** How the text becomes bytes, as its editor described it. */
  readonly lens?: unknown
  /** The very bytes that the text stands for, where they are known. */
  readonly exact?: Uint8Array | null | undefined
  /** The save of it of which it is not known what became. */
  readonly attempt?: string | undefined
  /** Why, as far as it was said. */
  readonly reason?: string | undefined
  /** ms since 1970. */
  readonly at: number
}

const PREFIX = 'vivarium.draft.'

/** No cluster id holds a slash, every path begins with one: the key is unambiguous. */
const keyOf = (cluster: string, path: string) => `${PREFIX}${cluster}${path}`

/** The draft of `path`, as kept by this browser; undefined when there is none. */
export function readDraft(
  cluster: string,
  path: ZnodePath,
  drawer: Drawer | undefined = browserDrawer(),
): Draft | undefined {
  const kept = drawer?.getItem(keyOf(cluster, path))
  if (!kept) return undefined
  try {
    const { base, exact, ...draft } = JSON.parse(kept)
    if (!isDraft(draft)) return undefined
    return { ...draft, base: toBytes(base), ...(exact !== undefined && { exact: toBytes(exact) }) }
  } catch {
    return undefined
  }
}

function isDraft(value: Partial<Draft>): value is Omit<Draft, 'base' | 'exact'> {
  return (
    typeof value.text === 'string' &&
    typeof value.version === 'number' &&
    typeof value.czxid === 'string' &&
    typeof value.at === 'number' &&
    (value.attempt === undefined || typeof value.attempt === 'string') &&
    (value.reason === undefined || typeof value.reason === 'string')
  )
}

/** Keeps a draft; false when the browser has no room for it, so that the screen can say so. */
export function keepDraft(
  cluster: string,
  path: ZnodePath,
  draft: Draft,
  drawer: Drawer | undefined = browserDrawer(),
): boolean {
  try {
    const { exact } = draft
    const bytes = { base: baseOf(draft), ...(exact !== undefined && { exact: toBase64(exact) }) }
    drawer?.setItem(keyOf(cluster, path), JSON.stringify({ ...draft, ...bytes }))
    return drawer !== undefined
  } catch {
    return false
  } finally {
    tellListeners()
  }
}

/** A draft is kept after each pause, and what it began with stays the same. */
const bases = new WeakMap<Uint8Array, string | null>()

function baseOf({ base }: Draft): string | null {
  const known = base && bases.get(base)
  if (known) return known
  const encoded = toBase64(base)
  if (base) bases.set(base, encoded)
  return encoded
}

export function dropDraft(
  cluster: string,
  path: ZnodePath,
  drawer: Drawer | undefined = browserDrawer(),
): void {
  drawer?.removeItem(keyOf(cluster, path))
  tellListeners()
}

const listeners = new Set<() => void>()

function tellListeners(): void {
  for (const listener of listeners) listener()
}

/** Calls `listener` when a draft is kept or dropped, in this tab or another. */
export function subscribeDrafts(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** The znodes of `cluster` that have a draft. */
export function draftedPaths(
  cluster: string,
  drawer: Drawer | undefined = browserDrawer(),
): ZnodePath[] {
  const prefix = keyOf(cluster, '/')
  const keys = Array.from({ length: drawer?.length ?? 0 }, (_, index) => drawer?.key(index) ?? '')
  return keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length - 1) as ZnodePath)
}
