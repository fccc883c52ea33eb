'use client'

import { Command, defaultFilter } from 'cmdk'
import { useCallback, useState } from 'react'
import { flushSync } from 'react-dom'
import { useCluster } from '@/components/cluster/cluster-context'
import { recentPaths } from '@/components/commands/recent-paths'
import { commandsOf, type Command as Offered } from '@/components/commands/use-commands'
import { useDraftedPaths } from '@/components/drafts/use-drafted-paths'
import { VisibleText } from '@/components/format/visible-text'
import { openPlace, shownPath } from '@/components/navigation/use-place'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { useChildren } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { childOf, pathProblem, ROOT, type ZnodePath } from '@/lib/znode/path'
import { FoundNames } from './found-names'
import { CommandGroup, PathGroup, PathItem } from './palette-group'
import { PALETTE_INPUT } from './palette-input'
import { usePaletteActions } from './use-palette-actions'

/** The path that was typed, with the slash that is easily left out at its end. */
function typedPath(text: string): ZnodePath | undefined {
  const path = text.trim().replace(/(.)\/+$/, '$1')
  return path.startsWith('/') && pathProblem(path) === undefined ? (path as ZnodePath) : undefined
}

/** The palette sorts by its own score: what was found by name stays in its order. */
function scoreOf(item: string, search: string, keywords?: string[]): number {
  return item.startsWith('found ') ? 1 : defaultFilter(item, search, keywords)
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
  const [offered] = useState(() => ({
    recent: recentPaths(id).filter((path) => path !== shownPath()),
    znode: commandsOf('znode'),
    screen: commandsOf('screen'),
  }))
  const drafts = useDraftedPaths(id)
  const actions = usePaletteActions()
  const typed = typedPath(text)
  const name = text.trim().startsWith('/') ? '' : text.trim()
  const [chosen, setChosen] = useState('')
  const chooseFirst = useCallback((item: string) => setChosen((last) => last || item), [])
  const field = useFocusOnMount<HTMLInputElement>()
  const go = (path: ZnodePath) => {
    onClose()
    openPlace(path)
  }
  const run = (command: Offered) => {
    // What is behind an open dialog cannot take the focus.
    flushSync(onClose)
    command.run()
  }
  return (
    <Command
      label={t('title')}
      loop
      filter={scoreOf}
      value={chosen}
      onValueChange={setChosen}
      className="flex flex-col"
    >
      <Command.Input
        ref={field}
        value={text}
        onValueChange={onText}
        placeholder={t('placeholder')}
        className={PALETTE_INPUT}
      />
      <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1">
        {name === '' && !typed ? (
          <Command.Empty className="px-3 py-6 text-center text-dim">{t('empty')}</Command.Empty>
        ) : null}
        {typed ? (
          <PathItem always value={`go ${typed}`} onSelect={() => go(typed)}>
            {t('go', { path: typed })}
          </PathItem>
        ) : null}
        {typed ? <Below typed={text.trim()} onGo={go} /> : null}
        {name === '' ? null : <FoundNames text={name} onGo={go} onFirst={chooseFirst} />}
        <CommandGroup heading={t('znode')} commands={offered.znode} onSelect={run} />
        <PathGroup heading={t('drafts')} kind="draft" paths={drafts} onSelect={go} />
        <PathGroup heading={t('recent')} kind="recent" paths={offered.recent} onSelect={go} />
        <CommandGroup
          heading={t('actions')}
          commands={[...offered.screen, ...actions]}
          onSelect={run}
        />
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
      <PathItem key={path} always value={`below ${path}`} onSelect={() => onGo(path)}>
        <VisibleText text={path} />
      </PathItem>
    )
  })
}
