'use client'

import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { pillState } from '@/components/cluster/pill-state'
import { showStateDetails } from '@/components/cluster/state-details'
import { TryNow } from '@/components/cluster/try-now'
import { useStateWords } from '@/components/cluster/use-state-words'
import { useWords } from '@/components/format/use-words'
import { Button } from '@/components/ui/button'
import { useClusterState } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'

/** What is lost in full: nothing on the screen is known to be true any more. */
const GRAVE = new Set(['no-contact', 'refused', 'reconnecting'])

/** Since when the screen does not follow, why, and what is done about it. */
export function OutageLine() {
  const t = useTranslations('shell.outage')
  const about = useTranslations('shell.about')
  const words = useWords()
  const state = useStateWords()
  const view = useClusterState()
  const truth = useSteady(view.age === null ? null : Date.now() - view.age)
  const isGrave = GRAVE.has(pillState(view))
  const text = state.together(
    state.headline(view),
    isGrave && truth !== null ? t('truth', { time: words.clock(truth) }) : undefined,
    state.tried(view),
    state.nextTry(view),
  )
  return (
    <section
      aria-label={t('label')}
      className={`flex min-h-8 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1 ${isGrave ? 'bg-del-bg' : 'bg-chg-bg'}`}
    >
      <TriangleAlert
        aria-hidden
        className={`size-4 shrink-0 ${isGrave ? 'text-del' : 'text-chg'}`}
      />
      <p className="min-w-0 flex-1 basis-64 tabular-nums [overflow-wrap:anywhere]">{text}</p>
      <span className="flex gap-2">
        <TryNow size="small" />
        <Button size="small" onClick={() => showStateDetails(true)}>
          {about('details')}
        </Button>
      </span>
    </section>
  )
}

/** A moment that is told by clocks of their own: it moves only when it is really another. */
function useSteady(at: number | null): number | null {
  const [steady, setSteady] = useState(at)
  const isSame = at !== null && steady !== null && Math.abs(at - steady) < 1_500
  if (isSame || at === steady) return steady
  setSteady(at)
  return at
}
