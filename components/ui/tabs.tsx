'use client'

import type { KeyboardEvent, ReactNode } from 'react'

export type TabItem<Value extends string> = {
  readonly value: Value
  readonly label: string
  readonly count?: ReactNode
}

/** Which tab a key moves to (APG tabs, automatic activation); undefined: not its key. */
function tabAfter(key: string, current: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (current + 1) % count
  if (key === 'ArrowLeft') return (current - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}

/** A tab list; the panel it controls is `TabPanel` with the same `id`. */
export function Tabs<Value extends string>(props: {
  id: string
  label: string
  value: Value
  items: ReadonlyArray<TabItem<Value>>
  onChange: (value: Value) => void
}) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const current = props.items.findIndex(({ value }) => value === props.value)
    const next = tabAfter(event.key, current, props.items.length)
    const item = next === undefined ? undefined : props.items[next]
    if (!item) return
    event.preventDefault()
    props.onChange(item.value)
    document.getElementById(`${props.id}-${item.value}`)?.focus()
  }
  return (
    <div
      role="tablist"
      aria-label={props.label}
      onKeyDown={move}
      className="flex items-stretch gap-0.5 self-stretch"
    >
      {props.items.map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={`${props.id}-${value}`}
          aria-controls={`${props.id}-panel`}
          aria-selected={value === props.value}
          tabIndex={value === props.value ? 0 : -1}
          onClick={() => props.onChange(value)}
          className="flex items-center gap-1.5 border-b-2 border-transparent px-2.5 text-dim hover:text-text aria-selected:border-accent aria-selected:text-text"
        >
          {label}
          {count === undefined ? null : <span className="text-faint tabular-nums">{count}</span>}
        </button>
      ))}
    </div>
  )
}

export function TabPanel(props: { id: string; value: string; children: ReactNode }) {
  return (
    <div
      role="tabpanel"
      id={`${props.id}-panel`}
      aria-labelledby={`${props.id}-${props.value}`}
      className="flex min-h-0 flex-1 flex-col"
    >
      {props.children}
    </div>
  )
}
