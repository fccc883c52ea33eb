'use client'

import { useState } from 'react'
import { lazyPart } from '@/components/loading/lazy-part'
import { tipProps } from '@/components/ui/tip'
import type { MenuProps } from './menu-props'

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
