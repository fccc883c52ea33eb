/** What an element says of itself when it is pointed at, comes into focus or is held. */
export function tipProps(text: string | undefined, key?: string) {
  return {
    ...(text === undefined ? {} : { 'data-tip': text }),
    ...(key === undefined ? {} : { 'data-tip-key': key }),
  }
}

const TIPPED = '[data-tip]:not([aria-haspopup][aria-expanded=true])'

/** The text and key of what `target` is in; undefined where that says nothing, or its menu does. */
export function tipAt(target: EventTarget | null) {
  const anchor = target instanceof Element ? target.closest<HTMLElement>(TIPPED) : null
  const text = anchor?.dataset.tip
  return anchor && text ? { anchor, text, key: anchor.dataset.tipKey } : undefined
}

export type Tip = NonNullable<ReturnType<typeof tipAt>>

type Box = Pick<DOMRect, 'left' | 'top' | 'bottom' | 'width'>
type Size = { readonly width: number; readonly height: number }

/** Between the tip and its anchor, and the edge of the window (px). */
const GAP = 6
const EDGE = 8

/** Where a tip of `size` stands: below the middle of its anchor, above it where there is no room. */
export function placeTip(anchor: Box, size: Size, window: Size): { left: number; top: number } {
  const middle = anchor.left + anchor.width / 2 - size.width / 2
  const left = Math.max(EDGE, Math.min(middle, window.width - size.width - EDGE))
  const below = anchor.bottom + GAP
  const hasRoom = below + size.height + EDGE <= window.height
  return { left, top: hasRoom ? below : Math.max(EDGE, anchor.top - GAP - size.height) }
}
