'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

/** Between a button and what opens below it, and between that and the edge of the screen (px). */
const GAP = 4
const EDGE = 8

/**
 * A button with a pane that opens below it; on a phone a sheet at the bottom. The browser keeps it
 * above everything, closes it on Esc and on a press elsewhere, and gives the focus back.
 */
export function Popover(props: {
  /** The accessible name of the button. */
  label: string
  trigger: ReactNode
  className: string
  /** What the pane is called. */
  title: string
  children: (close: () => void) => ReactNode
}) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const pane = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    if (!isOpen) return
    const place = () => placeBelow(button.current, pane.current)
    place()
    window.addEventListener('resize', place)
    return () => window.removeEventListener('resize', place)
  }, [isOpen])
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={props.label}
        aria-haspopup="dialog"
        popoverTarget={id}
        className={props.className}
      >
        {props.trigger}
      </button>
      <div
        ref={pane}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={props.title}
        onToggle={({ newState }) => setOpen(newState === 'open')}
        className="m-0 rounded-md bg-panel p-3 text-text shadow-overlay max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:w-full max-md:rounded-b-none max-md:pb-6 md:top-(--top) md:left-(--left) md:w-72"
      >
        {props.children(() => pane.current?.hidePopover())}
      </div>
    </>
  )
}

function placeBelow(button: HTMLElement | null, pane: HTMLElement | null): void {
  if (!button || !pane) return
  const { left, bottom } = button.getBoundingClientRect()
  const most = window.innerWidth - pane.offsetWidth - EDGE
  pane.style.setProperty('--left', `${Math.max(EDGE, Math.min(left, most))}px`)
  pane.style.setProperty('--top', `${bottom + GAP}px`)
}
