import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'

const chip = cva(
  'inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-md px-2 text-meta whitespace-nowrap tabular-nums',
  {
    variants: {
      tone: {
        neutral: 'bg-raise text-dim',
        accent: 'bg-accent-bg text-accent',
        new: 'bg-new-bg text-new',
        chg: 'bg-chg-bg text-chg',
        del: 'bg-del-bg text-del',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export function Chip({
  tone,
  className,
  ...props
}: ComponentProps<'span'> & VariantProps<typeof chip>) {
  return <span {...props} className={chip({ tone, className })} />
}
