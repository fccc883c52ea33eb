'use client'

import { CloudOff, LoaderCircle, Lock, Pause, RefreshCw, ShieldX, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useWords } from '@/components/format/use-words'
import { lazyPart } from '@/components/ui/lazy-part'
import { useClusterState } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { useCluster } from './cluster-context'
import { type PillState, pillState } from './pill-state'

const StateDialog = lazyPart(() => import('./state-dialog').then((code) => code.StateDialog), {
  place: 'dialog',
  early: true,
})

const LOOKS: Record<PillState, { tone: string; icon: ReactNode }> = {
  live: {
    tone: 'bg-accent-bg text-accent',
    icon: <span aria-hidden className="size-[7px] rounded-full bg-current" />,
  },
  polling: {
    tone: 'bg-accent-bg text-accent',
    icon: <RefreshCw aria-hidden className="size-3" />,
  },
  paused: { tone: 'bg-chg-bg text-chg', icon: <Pause aria-hidden className="size-3" /> },
  connecting: {
    tone: 'bg-raise text-dim',
    icon: <LoaderCircle aria-hidden className="size-3 animate-spin" />,
  },
  reconnecting: { tone: 'bg-chg-bg text-chg', icon: <CloudOff aria-hidden className="size-3" /> },
  crowded: { tone: 'bg-chg-bg text-chg', icon: <Users aria-hidden className="size-3" /> },
  'not-following': { tone: 'bg-chg-bg text-chg', icon: <Pause aria-hidden className="size-3" /> },
  refused: { tone: 'bg-del-bg text-del', icon: <ShieldX aria-hidden className="size-3" /> },
}

/** What may be claimed about the connection right now, and on a press, why. */
export function StatePill() {
  const t = useTranslations('shell')
  const words = useWords()
  const cluster = useCluster()
  const view = useClusterState()
  const [isOpen, setOpen] = useState(false)
  const state = pillState(view)
  const { tone, icon } = LOOKS[state]
  const isLive = state === 'live' || state === 'polling'
  const isReadOnly = cluster.readOnly || view.readOnly
  const since = isLive || !view.age ? undefined : words.age(view.age)
  const delay =
    isLive && view.latency !== null ? t('state.latency', { ms: Math.round(view.latency) }) : since
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title={t(`about.${state}`, { server: view.server ?? cluster.name })}
        onClick={() => setOpen(true)}
        className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-md px-2 text-meta whitespace-nowrap pointer-coarse:h-10 ${tone}`}
      >
        {icon}
        <span>{t(`state.${state}`)}</span>
        {delay ? (
          <span className="tabular-nums max-sm:sr-only">
            {isLive ? '· ' : ''}
            {delay}
          </span>
        ) : null}
        {isReadOnly ? (
          <>
            <Lock aria-hidden className="size-3" />
            <span className="max-sm:sr-only">{t('state.readOnly')}</span>
          </>
        ) : null}
      </button>
      <span role="status" className="sr-only">
        {t('state.label', { state: t(`state.${state}`) })}
      </span>
      {isOpen ? (
        <StateDialog state={state} isReadOnly={isReadOnly} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}
