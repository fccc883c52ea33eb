'use client'

import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'

/** A list and what is open of it: side by side, one above the other, or on a phone in turns. */
export function TwoPanes(props: {
  list: ReactNode
  open: ReactNode
  /** What the second pane is called. */
  label: string
  /** Something was opened: a phone shows it in place of the list. */
  isOpen: boolean
  onBack: () => void
}) {
  const t = useTranslations('history')
  const { isOpen } = props
  return (
    <div className="group/panes flex min-h-0 flex-1 flex-col @md:grid @md:grid-rows-[minmax(10rem,2fr)_minmax(20rem,3fr)] @md:overflow-auto @2xl:grid-cols-[clamp(16rem,38%,30rem)_minmax(0,1fr)] @2xl:grid-rows-[minmax(0,1fr)]">
      <div
        className={`@container/list min-h-0 min-w-0 flex-1 flex-col border-line @md:flex @2xl:border-r ${isOpen ? 'hidden' : 'flex'}`}
      >
        {props.list}
      </div>
      <section
        aria-label={props.label}
        className={`min-h-0 min-w-0 flex-1 flex-col border-line @md:flex @md:border-t @2xl:border-t-0 ${isOpen ? 'flex' : 'hidden'}`}
      >
        <div className="shrink-0 border-b border-line bg-panel px-2 py-1 @md:hidden">
          <Button variant="quiet" onClick={props.onBack}>
            <ArrowLeft aria-hidden className="size-3.5" />
            {t('backToList')}
          </Button>
        </div>
        {props.open}
      </section>
    </div>
  )
}
