import type { ComponentProps } from 'react'

/** A key, as it is printed on the keyboard; hidden where there is none. */
export function Kbd(props: ComponentProps<'kbd'>) {
  return (
    <kbd
      {...props}
      className="rounded-sm border border-current/40 px-1 font-sans text-[11px] leading-4 font-normal pointer-coarse:hidden"
    />
  )
}
