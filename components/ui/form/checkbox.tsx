import type { ComponentProps } from 'react'

/** A box to tick, in the colours of the page. */
export function Checkbox({
  className = '',
  isPartly = false,
  ...props
}: Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  /** Some of what it stands for is chosen. */
  isPartly?: boolean
}) {
  const setPartly = (box: HTMLInputElement | null) => {
    if (box) box.indeterminate = isPartly
  }
  return (
    <input
      type="checkbox"
      ref={setPartly}
      {...props}
      className={`size-4 shrink-0 cursor-pointer appearance-none rounded-sm border border-edge bg-bg p-0.5 before:block before:size-full before:bg-on-accent before:opacity-0 before:[clip-path:polygon(14%_44%,0_59%,39%_94%,100%_22%,85%_8%,38%_66%)] checked:border-accent checked:bg-accent checked:before:opacity-100 indeterminate:border-accent indeterminate:before:bg-accent indeterminate:before:opacity-100 indeterminate:before:[clip-path:inset(40%_10%)] disabled:opacity-50 ${className}`}
    />
  )
}
