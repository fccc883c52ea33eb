'use client'

import { useCallback, useRef } from 'react'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { useRowWindow } from '@/components/ui/use-row-window'
import type { PastZnode } from '@/lib/api/past'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, type ZnodePath } from '@/lib/znode/path'
import { MoreItem, PAST_ROW, PastItem, UnrecordedItem } from './past-row'
import type { PastRow } from './past-rows'
import type { Choice } from './use-past-choice'

type Load = (parent: ZnodePath, after: ZnodePath | null) => Promise<void>

/** Znodes of the past; only those in view are rows, and only what was in view is read. */
export function PastList(props: {
  rows: readonly PastRow[]
  root: ZnodePath
  load: Load
  open: ZnodePath | undefined
  onOpen: (znode: PastZnode) => void
  /** Children are shown below their parents. */
  expanding?: { opened: ReadonlySet<ZnodePath>; toggle: (path: ZnodePath) => void }
  /** What is listed can be restored. */
  choice?: Choice
}) {
  const t = useTranslations('history.past')
  const scroller = useRef<HTMLElement>(null)
  const { rows } = props
  const view = useRowWindow({ scroller, count: rows.length, height: PAST_ROW, overscan: 8 })
  const isWhole = rows.every(({ kind }) => kind !== 'more')
  return (
    <ScrollRegion
      ref={scroller}
      label={t('list')}
      className="min-h-0 flex-1 overflow-auto bg-panel"
    >
      <ul aria-label={t('list')} className="relative" style={{ height: rows.length * PAST_ROW }}>
        {rows.slice(view.from, view.to).map((row, offset) => (
          <li
            key={keyOf(row)}
            className="absolute right-0 left-0"
            style={{ top: (view.from + offset) * PAST_ROW }}
            aria-posinset={view.from + offset + 1}
            aria-setsize={isWhole ? rows.length : -1}
          >
            {row.kind === 'znode' ? (
              <Item {...props} znode={row.znode} level={row.level} />
            ) : row.kind === 'unrecorded' ? (
              <UnrecordedItem {...row} />
            ) : (
              <More {...row} load={props.load} />
            )}
          </li>
        ))}
      </ul>
    </ScrollRegion>
  )
}

function keyOf(row: PastRow): string {
  if (row.kind === 'znode') return row.znode.path
  return `${row.parent} ${row.kind === 'more' ? row.after : row.kind}`
}

type ItemProps = Omit<Parameters<typeof PastList>[0], 'rows' | 'load'> & {
  znode: PastZnode
  level: number
}

function Item({ znode, level, root, open, onOpen, expanding, choice }: ItemProps) {
  const { path, hasChildren } = znode
  const below = root === '/' ? path.slice(1) : path.slice(root.length + 1)
  return (
    <PastItem
      znode={znode}
      level={level}
      name={expanding ? nameOf(path) : below || path}
      isOpen={path === open}
      onOpen={() => onOpen(znode)}
      expand={
        expanding && hasChildren
          ? { isExpanded: expanding.opened.has(path), toggle: () => expanding.toggle(path) }
          : undefined
      }
      choice={
        choice && {
          isChosen: choice.isAll !== choice.paths.has(path),
          toggle: () => choice.toggle(path),
        }
      }
    />
  )
}

function More(props: { parent: ZnodePath; after: ZnodePath | null; level: number; load: Load }) {
  const { parent, after, load } = props
  const read = useCallback(() => void load(parent, after), [load, parent, after])
  return <MoreItem level={props.level} onView={read} />
}
