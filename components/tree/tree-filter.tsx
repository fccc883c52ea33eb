'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useCommands } from '@/components/commands/use-commands'
import { newSlicedWork } from '@/components/loading/use-sliced'
import { SearchField } from '@/components/ui/form/search-field'
import { Kbd } from '@/components/ui/kbd'
import type { TreeStore } from '@/lib/client/live/tree-store'
import { useTree } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { pathProblem, type ZnodePath } from '@/lib/znode/path'

/** What is being searched for and not shown yet, and the way to search: a long list takes its time. */
function useSearch(tree: TreeStore): [text: string | undefined, search: (text: string) => void] {
  const [text, setText] = useState<string>()
  const latest = useRef('')
  const [work] = useState(() =>
    newSlicedWork<void>(() => {
      setText(undefined)
      tree.setFilter(latest.current)
    }),
  )
  useEffect(() => () => work.stop(), [work])
  const search = (next: string) => {
    latest.current = next
    setText(next)
    const run = tree.searchAhead(next)
    work.offer({ run, first: run.next() }, next)
  }
  return [text, search]
}

/**
 * Filters the rows by name. What begins with a slash is a path instead: the tree follows it as it
 * is typed, and Enter goes there.
 */
export function TreeFilter({ onSelect }: { onSelect: (path: ZnodePath) => void }) {
  const t = useTranslations('tree')
  const shortcuts = useTranslations('shell.shortcuts')
  const { tree, filter, rows, total } = useTree()
  const [path, setPath] = useState<string>()
  const [searched, search] = useSearch(tree)
  const field = useRef<HTMLInputElement>(null)
  const reach = () => {
    field.current?.focus()
    field.current?.select()
  }
  useCommands('screen', [{ label: shortcuts('filter'), key: '/', run: reach }])

  const type = (text: string) => {
    const isPath = text.startsWith('/')
    setPath(isPath ? text : undefined)
    search(isPath ? '' : text)
    if (isPath) tree.follow(text)
  }
  const enterTree = () => {
    // What was typed counts, even if the search for it is not over.
    if (searched !== undefined) tree.setFilter(searched)
    const { active, rows } = tree.view()
    const first = active !== null && rows.indexOf(active) >= 0 ? active : rows.rowAt(0)?.key
    if (first === undefined) return
    tree.focus(first)
    document.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]')?.focus()
  }
  const go = (typed: string) => {
    if (pathProblem(typed) === undefined) onSelect(typed as ZnodePath)
    setPath(undefined)
    enterTree()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') type('')
    else if (event.key === 'Enter' && path !== undefined) go(path)
    else if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
    else enterTree()
    event.preventDefault()
  }
  return (
    <SearchField
      ref={field}
      label={t('filter')}
      title={t('filterHint')}
      aria-keyshortcuts="/"
      value={path ?? searched ?? filter}
      onChange={(event) => type(event.target.value)}
      onKeyDown={onKeyDown}
      trailing={
        filter === '' ? (
          <Kbd aria-hidden>/</Kbd>
        ) : (
          <span aria-hidden className="text-meta tabular-nums">
            {t('shown', { shown: rows.rowCount, all: total })}
          </span>
        )
      }
    />
  )
}
