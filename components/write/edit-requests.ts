import type { Mine } from '@/lib/client/drafts/unsaved-edit'
import type { ZnodePath } from '@/lib/znode/path'

/** What is asked of the editor of a znode: what to do with its draft, or to take one in. */
export type EditRequest = 'review' | 'discard' | TakeIn

/** An edit to review, or one that was discarded. */
export type TakeIn = { readonly type: 'undoing' | 'restored'; readonly mine: Mine }

type Editor = (request: EditRequest) => void

const editors = new Map<string, Editor>()
const waiting = new Map<string, { readonly request: EditRequest; readonly until: number }>()
/** Longer than a screen takes to open (ms): what was asked an hour ago is not wanted now. */
const PATIENCE_MS = 30_000

/** No cluster id holds a slash, every path begins with one. */
const keyOf = (cluster: string, path: ZnodePath) => cluster + path

/** Asks the open editor of a znode; false where there is none. */
export function askEditor(cluster: string, path: ZnodePath, request: EditRequest): boolean {
  const editor = editors.get(keyOf(cluster, path))
  editor?.(request)
  return editor !== undefined
}

/** Asks the editor of a znode as soon as it is open, if that is soon. */
export function askEditorSoon(cluster: string, path: ZnodePath, request: EditRequest): void {
  if (askEditor(cluster, path, request)) return
  waiting.set(keyOf(cluster, path), { request, until: Date.now() + PATIENCE_MS })
}

/** Takes requests for the editor of a znode, also one that waits; answers how to stop. */
export function takeRequests(cluster: string, path: ZnodePath, editor: Editor): () => void {
  const key = keyOf(cluster, path)
  editors.set(key, editor)
  const asked = waiting.get(key)
  waiting.delete(key)
  if (asked && Date.now() < asked.until) editor(asked.request)
  return () => {
    if (editors.get(key) === editor) editors.delete(key)
  }
}
