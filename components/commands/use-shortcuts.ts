'use client'

import { useEffect, useEffectEvent } from 'react'
import { takesText } from './held-keys'

/** Whether keys typed at `target` are text, or belong to a dialog. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [role="menu"]')) return true
  return target instanceof HTMLElement && takesText(target)
}

/**
 * Runs an action on its key. A single key sleeps while somebody types or a dialog is open; with
 * `mod` (⌘ or Ctrl) it works everywhere.
 */
export function useShortcuts(actions: ReadonlyMap<string, () => void>, { mod = false } = {}): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const hasMod = event.metaKey || event.ctrlKey
    const action = actions.get(event.key)
    if (!action || event.defaultPrevented || event.altKey || hasMod !== mod) return
    if (event.isComposing || (!mod && isTaken(event.target))) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
