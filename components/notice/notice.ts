'use client'

import { useSyncExternalStore } from 'react'

export type Undo = { readonly label: string; readonly run: () => void }
export type Said = { readonly id: number; readonly text: string; readonly undo?: Undo | undefined }

let said: Said | undefined
let count = 0
const listeners = new Set<() => void>()

/** Says something at the foot of the screen, in place of what was said before. */
export function sayNotice(text: string | undefined, undo?: Undo): void {
  count += 1
  said = text === undefined ? undefined : { id: count, text, undo }
  for (const notify of listeners) notify()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is said now; undefined where nothing is. */
export function useNotice(): Said | undefined {
  return useSyncExternalStore(
    subscribe,
    () => said,
    () => undefined,
  )
}

/** Says nothing any more, unless it is something else by now. */
export function endNotice(notice: Said): void {
  if (said === notice) sayNotice(undefined)
}
