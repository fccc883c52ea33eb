import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps, MouseEvent } from 'react'
import { tipProps } from './tip'

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border text-ui whitespace-nowrap select-none aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
  {
    variants: {
      variant: {
        plain: 'border-line bg-panel text-text not-aria-disabled:hover:bg-raise',
        quiet:
          'border-transparent text-dim not-aria-disabled:hover:bg-raise not-aria-disabled:hover:text-text',
        primary:
          'border-accent bg-accent font-semibold text-on-accent not-aria-disabled:hover:opacity-90 aria-disabled:border-line aria-disabled:bg-raise aria-disabled:text-dim',
        danger: 'border-del bg-panel font-semibold text-del not-aria-disabled:hover:bg-del-bg',
      },
      size: {
        normal: 'h-7 px-2.5 pointer-coarse:h-10',
        icon: 'size-7 pointer-coarse:size-10',
        small: 'h-6 px-2 text-meta pointer-coarse:h-9',
      },
    },
    defaultVariants: { variant: 'plain', size: 'normal' },
  },
)

type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyle> & {
    /** Why it cannot be pressed now. It stays focusable, so that everybody can learn why. */
    blocked?: string | undefined
    /** What it does, where it has no word on it; and its key. */
    tip?: string
    tipKey?: string
  }

export function Button(given: ButtonProps) {
  const { variant, size, blocked, tip, tipKey, className, onClick, ...props } = given
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked === undefined) onClick?.(event)
    else event.preventDefault()
  }
  const reason = blocked ? { 'aria-description': blocked } : {}
  return (
    <button
      type="button"
      aria-disabled={blocked === undefined ? undefined : true}
      {...props}
      {...reason}
      {...tipProps(tip && blocked ? `${tip}: ${blocked}` : (blocked ?? tip), tipKey)}
      onClick={press}
      className={buttonStyle({ variant, size, className })}
    />
  )
}
