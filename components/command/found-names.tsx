'use client'

import { useCallback, useEffect } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { VisibleText } from '@/components/format/visible-text'
import { useSliced } from '@/components/loading/use-sliced'
import { useLiveStore } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { runWhole } from '@/lib/tree/child-order'
import { findNames } from '@/lib/tree/find-names'
import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import { visibleText } from '@/lib/znode/visible-text'
import { Group, PathItem } from './palette-group'
import { useRecordedNames } from './use-recorded-names'

const SHOWN = 12

/**
 * The znodes whose names hold the text: of all lists that are open on this page, and of what the
 * history has seen. `onFirst` is told the best one, to be chosen where nothing is.
 */
export function FoundNames(props: {
  text: string
  onGo: (path: ZnodePath) => void
  onFirst: (item: string) => void
}) {
  const { text, onGo, onFirst } = props
  const t = useTranslations('shell.palette')
  const { id } = useCluster()
  const { children } = useLiveStore()
  const work = useCallback(
    () => findNames(listsOf(children.tree.levels), text, SHOWN),
    [children, text],
  )
  const listed = useSliced(work, 'names')
  const recorded = useRecordedNames(id, text)
  const all = new Set([...(listed.outcome ?? []), ...recorded.paths])
  const lists = Array.from(all, (path) => [parentOf(path), [nameOf(path)]] as const)
  const found = runWhole(findNames(lists, text, SHOWN))
  const [first] = found
  useEffect(() => {
    if (first !== undefined) onFirst(itemOf(first))
  }, [first, onFirst])
  if (found.length === 0) {
    const isBusy = listed.isBusy || recorded.isBusy
    return (
      <p role="status" className="px-2.5 py-2 text-meta text-faint">
        {t(isBusy ? 'looking' : 'noName', { text })}
      </p>
    )
  }
  return (
    // Anew with each outcome: the palette moves items by itself, and then new ones come in between.
    <Group key={found.join()} heading={t('znodes')} always>
      {found.map((path) => (
        <PathItem key={path} value={itemOf(path)} always onSelect={() => onGo(path)}>
          <VisibleText text={nameOf(path)} mark={text} />{' '}
          <span className="ms-1.5 text-faint">
            <VisibleText text={parentOf(path)} />
          </span>
        </PathItem>
      ))}
    </Group>
  )
}

const itemOf = (path: ZnodePath) => `found ${visibleText(path)}`

function* listsOf(levels: ReadonlyMap<ZnodePath, { readonly names: readonly string[] }>) {
  for (const [parent, { names }] of levels) yield [parent, names] as const
}
