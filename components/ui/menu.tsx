'use client'

import { type ReactNode, useState } from 'react'
import { lazyPart } from './lazy-part'
import { tipProps } from './tip'

export type MenuItem = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  /** Before the label. */
  readonly mark?: ReactNode
  readonly checked?: boolean
  readonly href?: string
  /** Why it cannot be chosen now. */
  readonly blocked?: string
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
  /** Where the trigger has no words. */
  readonly tip?: string
  /** Tells whether the items are on screen. */
  readonly onOpenChange?: (isOpen: boolean) => void
}

type PopupProps = MenuProps & {
  /** Until it is there. */
  readonly onClose: () => void
}

const MenuPopup = lazyPart<PopupProps>(
  () => import('./menu-popup').then(({ MenuPopup }) => MenuPopup),
  {
    place: 'popover',
    waiting: (props) => <MenuButton {...props} onPress={props.onClose} />,
    early: true,
  },
)

/** A button with a menu; the menu's code is loaded when somebody reaches for it. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false)
  const open = () => {
    setWanted(true)
    props.onOpenChange?.(true)
  }
  if (!isWanted) return <MenuButton {...props} onPress={open} />
  return <MenuPopup {...props} onClose={() => setWanted(false)} />
}

function MenuButton(props: MenuProps & { onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      {...tipProps(props.tip)}
      className={props.className}
      onPointerEnter={MenuPopup.load}
      onFocus={MenuPopup.load}
      onClick={props.onPress}
    >
      {props.trigger}
    </button>
  )
}
