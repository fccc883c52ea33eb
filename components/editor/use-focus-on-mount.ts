'use client'

import { type RefObject, useEffect, useRef } from 'react'

/** Takes the focus that was in what this element takes the place of. */
export function useFocusOnMount<Kind extends HTMLElement>(): RefObject<Kind | null> {
  const element = useRef<Kind>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}
