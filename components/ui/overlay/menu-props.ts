import type { ReactNode } from 'react'

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
