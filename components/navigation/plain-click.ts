import type { MouseEvent } from 'react'

/** Whether a click on a link is ours; every other one is the browser's: a new tab, a download. */
export function isPlainClick(event: MouseEvent): boolean {
  const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  return event.button === 0 && !isModified
}
