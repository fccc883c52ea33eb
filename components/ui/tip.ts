/** What an element says of itself when it is pointed at, comes into focus or is held. */
export function tipProps(text: string | undefined, key?: string) {
  return {
    ...(text === undefined ? {} : { 'data-tip': text }),
    ...(key === undefined ? {} : { 'data-tip-key': key }),
  }
}

/**
 * What more there is to say of a time, a size or a name, to a mouse alone: a finger that stays on it
 * means its row, and the keyboard walks over many. `ifCut`: where something of it is cut.
 */
export function hintProps(text: string | undefined, { ifCut = false } = {}) {
  return text === undefined ? {} : { 'data-tip': text, 'data-hint': ifCut ? 'cut' : '' }
}

const TIPPED = '[data-tip]:not([aria-haspopup][aria-expanded=true])'

/** The text and key of what `target` is in; undefined where that says nothing, or its menu does. */
export function tipAt(target: EventTarget | null) {
  const anchor = target instanceof Element ? target.closest<HTMLElement>(TIPPED) : null
  const { tip: text, tipKey: key, hint } = anchor?.dataset ?? {}
  if (!anchor || !text || (hint === 'cut' && !isCut(anchor))) return undefined
  return { anchor, text, key, isHint: hint !== undefined }
}

/** Whether anything in it is wider than its place. What only a screen reader reads always is. */
function isCut(anchor: HTMLElement): boolean {
  const all = [anchor, ...anchor.querySelectorAll('*')]
  return all.some(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth)
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
