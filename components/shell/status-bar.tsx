'use client'

import { useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { shortAddress } from '@/components/cluster/use-state-words'
import { useCommands } from '@/components/commands/use-commands'
import { useClock } from '@/components/format/now'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { useRecordingStatus } from '@/components/history/recording-status'
import { lazyPart } from '@/components/loading/lazy-part'
import { Kbd } from '@/components/ui/kbd'
import { useClusterState, usePace } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'

const ShortcutsDialog = lazyPart(
  () => import('./shortcuts-dialog').then((code) => code.ShortcutsDialog),
  { place: 'dialog', early: true },
)

const DraftsButton = lazyPart(
  () => import('@/components/drafts/drafts-button').then((code) => code.DraftsButton),
  { place: 'line', early: true },
)

export function StatusBar() {
  const t = useTranslations('shell.status')
  const shortcuts = useTranslations('shell.shortcuts')
  const [isHelpOpen, setHelpOpen] = useState(false)
  useCommands('screen', [{ label: shortcuts('title'), key: '?', run: () => setHelpOpen(true) }])
  return (
    <footer className="hidden h-[26px] shrink-0 items-center gap-4 border-t border-line bg-panel px-3.5 text-meta text-faint tabular-nums md:flex">
      <Facts />
      <DraftsButton />
      <button
        type="button"
        className="flex h-6 items-center gap-1 hover:text-text"
        onClick={() => setHelpOpen(true)}
      >
        <Kbd>?</Kbd> {t('shortcuts')}
      </button>
      {isHelpOpen ? <ShortcutsDialog onClose={() => setHelpOpen(false)} /> : null}
    </footer>
  )
}

/** What one is connected to, what is kept of it, and what the times and the writing are at. */
function Facts() {
  const t = useTranslations('shell.status')
  const cluster = useCluster()
  const { zxid, server, readOnly, canWrite } = useClusterState()
  const pace = usePace()
  const words = useWords()
  const zone = useClock(() => t('zone', { zone: words.zone() }))
  const mode = cluster.readOnly || readOnly ? 'readOnly' : canWrite ? 'readWrite' : 'notLive'
  return (
    <>
      {server ? (
        <span className="truncate">
          {t('server')}{' '}
          <span className="font-mono">
            <VisibleText text={shortAddress(server)} />
          </span>
        </span>
      ) : null}
      {zxid ? (
        <span className="shrink-0">
          {t('zxid')} <span className="font-mono">{zxid}</span>
        </span>
      ) : null}
      <RecordingFact cluster={cluster.id} />
      <span className="flex-1" />
      {pace === null ? null : (
        <span className="shrink-0 text-dim">{t('together', { count: words.number(pace) })}</span>
      )}
      <span className="truncate">{zone}</span>
      <span>{t(mode)}</span>
    </>
  )
}

/** Whether the history records, and how far its first reading is. */
function RecordingFact({ cluster }: { cluster: string }) {
  const t = useTranslations('shell.status.recording')
  const words = useWords()
  const status = useRecordingStatus(cluster)
  if (!status) return null
  if (status.problem !== null) return <span className="shrink-0 text-del">{t('failed')}</span>
  const { state, read, total } = status.baseline
  const counts = { read: words.number(read), total: words.number(Math.max(read, total ?? 0)) }
  return (
    <span className="shrink-0">
      {state === 'running' && total !== null ? t('reading', counts) : t('on')}
    </span>
  )
}
