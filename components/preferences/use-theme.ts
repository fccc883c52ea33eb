'use client'

import { useSyncExternalStore } from 'react'
import { parseTheme, THEME_COOKIE, type Theme } from './preferences'
import { remember } from './remember'

const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The theme the person chose, and how to choose another. The colours themselves are CSS. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    subscribe,
    () => parseTheme(document.documentElement.dataset.theme),
    () => 'system' as const,
  )
  return [theme, setTheme]
}

function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  remember(THEME_COOKIE, theme)
  for (const notify of listeners) notify()
}
