'use client'

import { Pencil } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { holdKeys } from '@/components/commands/held-keys'
import { useCommands } from '@/components/commands/use-commands'
import { useWords } from '@/components/format/use-words'
import type { NodeTab } from '@/components/navigation/place'
import { NODE_TABS } from '@/components/navigation/place'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { Kbd } from '@/components/ui/kbd'
import { Tabs } from '@/components/ui/tabs'
import type { NodeBodyProps } from '@/components/value/value-props'
import { lensOf, shownView } from '@/components/value/views-of'
import { useTranslations } from '@/lib/messages/use-translations'
import { NodeActions } from './node-actions'

/** The parts of the znode, and at their right what may be done with it. */
export function NodeTabs(
  props: NodeBodyProps & { id: string; tab: NodeTab; onTab: (tab: NodeTab) => void },
) {
  const t = useTranslations('node')
  const words = useWords()
  const { path, view, editing, tab } = props
  const blocked = useWriteBlock(path)
  const items = NODE_TABS.map((value) => ({
    value,
    label: t(`tabs.${value}`),
    count: value === 'children' && view.stat ? words.number(view.stat.numChildren) : undefined,
  }))
  useCommands('znode', [
    { label: t('copyPath'), run: () => void copyText(path) },
    ...items
      .filter(({ value }) => value !== tab)
      .map(({ value, label }) => ({
        label: t('tabs.show', { tab: label }),
        run: () => props.onTab(value),
      })),
  ])
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center justify-between gap-x-2 border-b border-line px-3">
      <div className="flex h-9 min-w-0 overflow-x-auto pointer-coarse:h-12">
        <Tabs
          id={props.id}
          label={t('tabs.label')}
          value={tab}
          items={items}
          onChange={props.onTab}
        />
      </div>
      <div className="flex min-h-9 items-center gap-1.5 pointer-coarse:py-1">
        {editing.isOpen && tab === 'value' ? null : (
          <>
            <EditButton {...props} blocked={blocked} />
            <NodeActions path={path} view={view} blocked={blocked} />
          </>
        )}
      </div>
    </div>
  )
}

function EditButton(
  props: NodeBodyProps & { onTab: (tab: NodeTab) => void; blocked: string | undefined },
) {
  const t = useTranslations('node')
  const shortcuts = useTranslations('shell.shortcuts')
  const button = useRef<HTMLButtonElement>(null)
  const { view, value, reading, editing } = props
  const lens = lensOf(reading, shownView(value))
  const missing =
    view.status === 'missing'
      ? t('why.gone')
      : t(view.status === 'error' ? 'why.unread' : 'why.loading')
  const why =
    view.status === 'ready'
      ? value.isUnpacking
        ? t('why.loading')
        : props.blocked
      : view.status === 'denied'
        ? t('denied.title')
        : missing
  const edit = () => {
    holdKeys()
    props.onTab('value')
    if (!editing.isOpen) editing.begin(lens)
  }
  useCommands('znode', [{ label: shortcuts('edit'), key: 'e', blocked: why, run: edit }])
  const { hasEnded } = editing.session
  useEffect(() => {
    if (hasEnded && document.activeElement === document.body) button.current?.focus()
  }, [hasEnded])
  return (
    <Button ref={button} blocked={why} onClick={edit}>
      <Pencil aria-hidden className="size-3.5" />
      {t('edit')}
      <span className="@max-lg:hidden">
        <Kbd>e</Kbd>
      </span>
    </Button>
  )
}
