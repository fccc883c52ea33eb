'use client'

import { type RefObject, useEffect, useRef } from 'react'

/**
 * Takes the focus when it appears, in a dialog too: React's `autoFocus` comes before the dialog is
 * open, which then focuses its first element instead.
 */
export function useFocusOnMount<Kind extends HTMLElement>(): RefObject<Kind | null> {
  const element = useRef<Kind>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}
