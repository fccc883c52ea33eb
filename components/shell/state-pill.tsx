'use client'

import {
  BookX,
  CloudOff,
  EyeOff,
  LoaderCircle,
  Lock,
  PencilOff,
  RefreshCw,
  ShieldX,
  Unplug,
  Users,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import {
  LOST_AFTER_MS,
  lackingFor,
  type PillState,
  pillState,
} from '@/components/cluster/pill-state'
import { showStateDetails, useStateDetails } from '@/components/cluster/state-details'
import { useWords } from '@/components/format/use-words'
import { lazyPart } from '@/components/loading/lazy-part'
import { tipProps } from '@/components/ui/tip'
import { useClusterState } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'

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
  'catching-up': {
    tone: 'bg-raise text-dim',
    icon: <LoaderCircle aria-hidden className="size-3 animate-spin" />,
  },
  'no-contact': { tone: 'bg-chg-bg text-chg', icon: <Unplug aria-hidden className="size-3" /> },
  'cannot-read': { tone: 'bg-chg-bg text-chg', icon: <BookX aria-hidden className="size-3" /> },
  'cannot-write': {
    tone: 'bg-chg-bg text-chg',
    icon: <PencilOff aria-hidden className="size-3" />,
  },
  connecting: {
    tone: 'bg-raise text-dim',
    icon: <LoaderCircle aria-hidden className="size-3 animate-spin" />,
  },
  reconnecting: { tone: 'bg-chg-bg text-chg', icon: <CloudOff aria-hidden className="size-3" /> },
  crowded: { tone: 'bg-chg-bg text-chg', icon: <Users aria-hidden className="size-3" /> },
  'not-following': { tone: 'bg-chg-bg text-chg', icon: <EyeOff aria-hidden className="size-3" /> },
  refused: { tone: 'bg-del-bg text-del', icon: <ShieldX aria-hidden className="size-3" /> },
}

/** What may be claimed about the connection right now, and on a press, why. */
export function StatePill() {
  const t = useTranslations('shell')
  const words = useWords()
  const cluster = useCluster()
  const view = useClusterState()
  const isOpen = useStateDetails()
  const state = pillState(view)
  const { icon } = LOOKS[state]
  const isLive = state === 'live' || state === 'polling'
  const isReadOnly = cluster.readOnly || view.readOnly
  const lacking = lackingFor(view) ?? 0
  const isLost = lacking >= LOST_AFTER_MS && state !== 'catching-up'
  const tone = isLost ? 'bg-del-bg text-del' : LOOKS[state].tone
  const since = isLive || lacking < 1_000 ? undefined : words.age(lacking)
  const delay =
    isLive && view.latency !== null ? t('state.latency', { ms: Math.round(view.latency) }) : since
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        {...tipProps(t(`about.${state}`, { server: view.server ?? cluster.name }))}
        onClick={() => showStateDetails(true)}
        className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-md px-2 text-meta whitespace-nowrap pointer-coarse:h-10 ${tone}`}
      >
        {icon}
        <span>{t(`state.${state}`)}</span>
        {delay ? (
          <span className="min-w-13 text-left tabular-nums max-sm:sr-only">
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
        <StateDialog
          state={state}
          isReadOnly={isReadOnly}
          onClose={() => showStateDetails(false)}
        />
      ) : null}
    </>
  )
}
