import type { ReactNode, Ref } from 'react'

/** A named region that scrolls, by keyboard too. */
export function ScrollRegion(props: {
  label: string
  className: string
  children: ReactNode
  ref?: Ref<HTMLElement>
  onScroll?: () => void
}) {
  return (
    <section
      ref={props.ref}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      onScroll={props.onScroll}
      className={props.className}
    >
      {props.children}
    </section>
  )
}
