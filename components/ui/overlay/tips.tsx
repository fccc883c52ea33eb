'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { placeTip, type Tip, tipAt } from '@/components/ui/tip'

/** How long (ms) one points or holds before the tip comes, and how long the next one comes at once. */
const WAIT_MS = 450
const AT_ONCE_MS = 400
/** How long (ms) it stays behind a finger that was lifted, and a pointer on its way to the tip. */
const READ_MS = 2_500
const LEAVE_MS = 120

/**
 * The one tip of the page: of what is pointed at with a mouse, has the focus of the keyboard, or is
 * held with a finger, which then presses nothing. A screen reader has names and descriptions instead.
 */
export function Tips() {
  const [tip, setTip] = useState<Tip>()
  useEffect(() => watchTips(setTip), [])
  return tip ? <Shown key={tip.text} tip={tip} /> : null
}

function Shown({ tip }: { tip: Tip }) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    // Above dialogs, too.
    element.showPopover()
    const window = { width: innerWidth, height: innerHeight }
    const anchor = tip.anchor.getBoundingClientRect()
    const { left, top } = placeTip(anchor, element.getBoundingClientRect(), window)
    element.style.left = `${left}px`
    element.style.top = `${top}px`
  }, [tip])
  return (
    <div
      ref={box}
      popover="manual"
      aria-hidden
      data-tip-box
      data-hint={tip.isHint || undefined}
      // A hint covers the row below the one that it is of, and is in nobody's way there.
      className="fixed m-0 max-w-72 animate-appear gap-2 rounded-md border border-line bg-panel px-2 py-1 text-meta text-text shadow-overlay [overflow-wrap:anywhere] data-hint:pointer-events-none open:flex"
    >
      <span>{tip.text}</span>
      {tip.key ? <Kbd>{tip.key}</Kbd> : null}
    </div>
  )
}

/** Tells which tip is to be seen, as long as it is listened to. */
function watchTips(show: (tip: Tip | undefined) => void): () => void {
  const stop = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown: Tip | undefined
  let hiddenAt = -AT_ONCE_MS
  let isHeld = false
  const become = (next: Tip | undefined) => {
    clearTimeout(timer)
    if (shown && !next) hiddenAt = performance.now()
    if (next !== shown) show(next)
    shown = next
  }
  const soon = (next: Tip | undefined, wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => become(next?.anchor.isConnected ? next : undefined), wait)
  }
  const on = <Name extends keyof DocumentEventMap>(
    name: Name,
    listener: (event: DocumentEventMap[Name]) => void,
  ) => document.addEventListener(name, listener, { signal: stop.signal, capture: true })

  on('pointerover', ({ pointerType, target }) => {
    if (pointerType !== 'mouse') return
    if (target instanceof Element && target.closest('[data-tip-box]')) return clearTimeout(timer)
    const next = tipAt(target)
    if (next?.anchor === shown?.anchor) return clearTimeout(timer)
    const isNext = shown !== undefined || performance.now() - hiddenAt < AT_ONCE_MS
    soon(next, next ? (isNext ? 0 : WAIT_MS) : LEAVE_MS)
  })
  on('pointerdown', ({ pointerType, target }) => {
    become(undefined)
    isHeld = false
    const next = pointerType === 'mouse' ? undefined : tipAt(target)
    if (!next || next.isHint) return
    timer = setTimeout(() => {
      isHeld = true
      become(next)
    }, WAIT_MS)
  })
  on('pointerup', ({ pointerType }) => pointerType !== 'mouse' && soon(undefined, READ_MS))
  on('pointercancel', () => become(undefined))
  on('click', (event) => {
    if (!isHeld) return become(undefined)
    isHeld = false
    event.preventDefault()
    event.stopPropagation()
  })
  on('contextmenu', (event) => isHeld && event.preventDefault())
  on('focusin', ({ target }) => {
    const next = target instanceof Element && target.matches(':focus-visible') && tipAt(target)
    if (next && !next.isHint) become(next)
  })
  on('focusout', () => become(undefined))
  on('keydown', ({ key }) => key === 'Escape' && become(undefined))
  on('scroll', () => become(undefined))
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}
