'use client'

import { useState } from 'react'
import { useCommands } from '@/components/command/use-commands'
import { useClock } from '@/components/format/now'
import { useWords } from '@/components/format/use-words'
import { Kbd } from '@/components/ui/kbd'
import { lazyPart } from '@/components/ui/lazy-part'
import { useClusterState, usePace, useTree } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { useCluster } from './cluster-context'

const ShortcutsDialog = lazyPart(
  () => import('./shortcuts-dialog').then((code) => code.ShortcutsDialog),
  { place: 'dialog', early: true },
)

const DraftsButton = lazyPart(
  () => import('@/components/editor/drafts-button').then((code) => code.DraftsButton),
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

function Facts() {
  const t = useTranslations('shell.status')
  const cluster = useCluster()
  const { zxid, session, readOnly, canWrite } = useClusterState()
  const { tree } = useTree()
  const pace = usePace()
  const words = useWords()
  const zone = useClock(() => t('zone', { zone: words.zone() }))
  const mode = cluster.readOnly || readOnly ? 'readOnly' : canWrite ? 'readWrite' : 'notLive'
  return (
    <>
      {zxid ? (
        <span className="truncate">
          {t('zxid')} <span className="font-mono">{zxid}</span>
        </span>
      ) : null}
      {session ? (
        <span className="truncate">
          {t('session')} <span className="font-mono">{session}</span>
        </span>
      ) : null}
      {tree.visible.length > 0 ? (
        <span className="truncate">{t('rows', { count: tree.visible.length })}</span>
      ) : null}
      <span className="flex-1" />
      {pace === null ? null : (
        <span className="shrink-0 text-dim">{t('together', { count: words.number(pace) })}</span>
      )}
      <span className="truncate">{zone}</span>
      <span>{t(mode)}</span>
    </>
  )
}
