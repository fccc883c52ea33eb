'use client'

import { Command } from 'cmdk'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDraftedPaths } from '@/components/editor/use-drafted-paths'
import { useCluster } from '@/components/shell/cluster-context'
import { openPlace } from '@/components/shell/use-place'
import { useChildren } from '@/lib/client/use-live'
import { childOf, pathProblem, ROOT, type ZnodePath } from '@/lib/znode/path'
import { PALETTE_INPUT } from './palette-input'
import { recentPaths } from './recent-paths'
import { usePaletteActions } from './use-palette-actions'

const ITEM =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2.5 data-[selected=true]:bg-accent-bg pointer-coarse:min-h-11'
const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-faint'

/** The path that was typed, with the slash that is easily left out at its end. */
function typedPath(text: string): ZnodePath | undefined {
  const path = text.trim().replace(/(.)\/+$/, '$1')
  return path.startsWith('/') && pathProblem(path) === undefined ? (path as ZnodePath) : undefined
}

/** Go to a path, or do something: typed, filtered, chosen by the arrow keys. */
export function Palette(props: {
  text: string
  onText: (text: string) => void
  onClose: () => void
}) {
  const t = useTranslations('shell.palette')
  const { text, onText, onClose } = props
  const { id } = useCluster()
  const [recent] = useState(() => recentPaths(id))
  const drafts = useDraftedPaths(id)
  const actions = usePaletteActions()
  const typed = typedPath(text)
  const go = (path: ZnodePath) => {
    onClose()
    openPlace(path)
  }
  return (
    <Command label={t('title')} loop className="flex flex-col">
      <Command.Input
        autoFocus
        value={text}
        onValueChange={onText}
        placeholder={t('placeholder')}
        className={PALETTE_INPUT}
      />
      <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-dim">{t('empty')}</Command.Empty>
        {typed ? (
          <Command.Item
            forceMount
            value={`go ${typed}`}
            onSelect={() => go(typed)}
            className={ITEM}
          >
            <span className="truncate font-mono text-value">{t('go', { path: typed })}</span>
          </Command.Item>
        ) : null}
        {typed ? <Below typed={text.trim()} onGo={go} /> : null}
        <Command.Group heading={t('drafts')} className={GROUP} hidden={drafts.length === 0}>
          {drafts.map((path) => (
            <Command.Item
              key={path}
              value={`draft ${path}`}
              onSelect={() => go(path)}
              className={ITEM}
            >
              <span className="truncate font-mono text-value">{path}</span>
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading={t('recent')} className={GROUP} hidden={recent.length === 0}>
          {recent.map((path) => (
            <Command.Item key={path} value={path} onSelect={() => go(path)} className={ITEM}>
              <span className="truncate font-mono text-value">{path}</span>
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading={t('actions')} className={GROUP}>
          {actions.map(({ label, run }) => (
            <Command.Item
              key={label}
              value={label}
              onSelect={() => {
                onClose()
                run()
              }}
              className={ITEM}
            >
              {label}
            </Command.Item>
          ))}
        </Command.Group>
      </Command.List>
    </Command>
  )
}

const SHOWN = 20

/** The children of what was typed so far that begin like the rest of it. */
function Below({ typed, onGo }: { typed: string; onGo: (path: ZnodePath) => void }) {
  const cut = typed.lastIndexOf('/')
  const parent = (typed.slice(0, cut) || ROOT) as ZnodePath
  const rest = typed.slice(cut + 1)
  const { names } = useChildren(parent)
  const found = names.filter((name) => name.startsWith(rest) && name !== rest).slice(0, SHOWN)
  return found.map((name) => {
    const path = childOf(parent, name)
    return (
      <Command.Item
        key={path}
        forceMount
        value={`below ${path}`}
        onSelect={() => onGo(path)}
        className={ITEM}
      >
        <span className="truncate font-mono text-value">{path}</span>
      </Command.Item>
    )
  })
}
