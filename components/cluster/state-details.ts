'use client'

import { useSyncExternalStore } from 'react'

let isOpen = false
const listeners = new Set<() => void>()

/** Opens or closes the dialog that says what the connection is at; the state pill holds it. */
export function showStateDetails(next: boolean): void {
  isOpen = next
  for (const notify of listeners) notify()
}

export function useStateDetails(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isOpen,
    () => false,
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
