import { cva, type VariantProps } from 'class-variance-authority'
import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const banner = cva(
  'flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2',
  {
    variants: {
      tone: { info: 'bg-raise', warning: 'bg-chg-bg', danger: 'bg-del-bg' },
    },
    defaultVariants: { tone: 'info' },
  },
)

const ICONS = {
  info: <Info aria-hidden className="size-4 shrink-0 text-dim" />,
  warning: <TriangleAlert aria-hidden className="size-4 shrink-0 text-chg" />,
  danger: <TriangleAlert aria-hidden className="size-4 shrink-0 text-del" />,
}

/** One line of news above a panel's content; `role` says how urgently it is announced. */
export function Banner(
  props: VariantProps<typeof banner> & {
    children: ReactNode
    actions?: ReactNode
    role?: 'status' | 'alert'
  },
) {
  const tone = props.tone ?? 'info'
  return (
    <div role={props.role ?? 'status'} className={banner({ tone })}>
      {ICONS[tone]}
      <div className="min-w-0 flex-1 basis-48 [overflow-wrap:anywhere]">{props.children}</div>
      {props.actions ? <div className="flex flex-wrap gap-2">{props.actions}</div> : null}
    </div>
  )
}
