'use client'

import type { KeyboardEvent, PointerEvent } from 'react'

const STEP = 16

/**
 * The movable edge between two panes (APG window splitter). `side`: where the pane lies whose
 * `width` in px it sets.
 */
export function Splitter(props: {
  label: string
  controls: string
  side: 'left' | 'right'
  width: number
  min: number
  max: number
  onResize: (width: number) => void
}) {
  const { width, min, max, onResize } = props
  const sign = props.side === 'left' ? 1 : -1
  const set = (next: number) => onResize(Math.round(Math.min(max, Math.max(min, next))))
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(width + sign * event.movementX)
  }
  const nudge = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowLeft: width - sign * STEP,
      ArrowRight: width + sign * STEP,
      Home: min,
      End: max,
    }
    const next = moves[event.key]
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused and moved
    <div
      role="separator"
      tabIndex={0}
      data-side={props.side}
      aria-label={props.label}
      aria-orientation="vertical"
      aria-controls={props.controls}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={nudge}
      className="absolute inset-y-0 z-10 hidden w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1/2 after:w-px after:bg-line hover:after:bg-accent focus-visible:after:bg-accent data-[side=left]:-right-1 data-[side=right]:-left-1 md:block"
    />
  )
}
