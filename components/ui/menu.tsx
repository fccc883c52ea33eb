'use client'

import { lazy, type ReactNode, Suspense, useState } from 'react'

export type MenuItem = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly checked?: boolean
  readonly href?: string
  readonly onSelect?: () => void
}

export type MenuSection = {
  readonly id: string
  readonly label?: string
  readonly items: readonly MenuItem[]
}

export type MenuProps = {
  /** The accessible name of the button. */
  readonly label: string
  readonly trigger: ReactNode
  readonly className: string
  readonly sections: readonly MenuSection[]
}

const load = () => import('./menu-popup')
const MenuPopup = lazy(() => load().then(({ MenuPopup }) => ({ default: MenuPopup })))

/** A button with a menu; the menu's code is loaded when somebody reaches for it. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      className={props.className}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      {props.trigger}
    </button>
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <MenuPopup {...props} />
    </Suspense>
  )
}
