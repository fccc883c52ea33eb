'use client'

import {
  type RefCallback,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useDraftedPaths } from '@/components/drafts/use-drafted-paths'
import { indexesWith, useRowWindow } from '@/components/ui/use-row-window'
import { useLiveStore, useTree } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { RowKey, TreeRow } from '@/lib/tree/rows'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { StandIn } from './stand-in'
import { TreeItem } from './tree-item'
import { ROW_HEIGHT, usePlaceKept } from './use-place-kept'
import { useTreeKeys } from './use-tree-keys'

const OVERSCAN = 12

export type TreeViewProps = {
  /** The znode that is open beside the tree. */
  readonly selected: ZnodePath | undefined
  readonly onSelect: (path: ZnodePath) => void
}

/** The znodes of the cluster as an ARIA tree; only the rows in view exist. */
export function TreeView({ selected, onSelect }: TreeViewProps) {
  const t = useTranslations('tree')
  const { rows, active, goal, filter, tree } = useTree()
  const scroller = useRef<HTMLDivElement>(null)
  const stopIndex = Math.max(0, rows.indexOf(active ?? selected ?? ROOT))
  const count = rows.rowCount
  const view = useRowWindow({ scroller, count, height: ROW_HEIGHT, overscan: OVERSCAN })
  const shown = indexesWith(view, stopIndex).flatMap((index) => {
    const row = rows.rowAt(index)
    return row ? [{ row, index }] : []
  })
  const keys = useTreeKeys({
    tree,
    rows,
    active: stopIndex,
    page: () => Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1,
    onSelect,
  })
  usePlaceKept(scroller, { rows, goal }, view)
  useVisibleRows(shown.map(({ row }) => row))
  const stop = useFocusKept(scroller, rows.rowAt(stopIndex)?.key)
  const { id } = useCluster()
  const drafted = new Set(useDraftedPaths(id))
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <div
        role="tree"
        aria-label={t('label')}
        onKeyDown={keys}
        onFocus={({ target }) => target.dataset.row && tree.noteFocus(target.dataset.row)}
        className="relative"
        style={{ height: count * ROW_HEIGHT }}
      >
        {shown.map(({ row, index }) => (
          <Row
            key={row.key}
            row={row}
            top={index * ROW_HEIGHT}
            selected={row.path === selected}
            hasDraft={row.kind === 'znode' && drafted.has(row.path)}
            query={filter}
            stop={index === stopIndex ? stop : undefined}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  )
}

/** Says which stats are on the screen. No path holds a line feed. */
function useVisibleRows(rows: readonly TreeRow[]): void {
  const { tree } = useLiveStore()
  const paths = rows.filter(({ kind }) => kind === 'znode').map(({ path }) => path)
  const visible = paths.join('\n')
  useEffect(() => {
    tree.setVisible(visible === '' ? [] : (visible.split('\n') as ZnodePath[]))
  }, [tree, visible])
  useEffect(() => () => tree.setVisible([]), [tree])
}

/**
 * Hands the DOM focus on to the tab stop whenever that becomes another row while the tree has the
 * focus. Answers the ref of the tab stop.
 */
function useFocusKept(scroller: RefObject<HTMLElement | null>, key: RowKey | undefined) {
  const stop = useRef<HTMLElement>(null)
  const keep = useCallback((element: HTMLElement | null) => {
    stop.current = element
  }, [])
  // The focused row may be gone once this render is committed, and the focus with it.
  const hasFocus = scroller.current?.contains(document.activeElement) ?? false
  useLayoutEffect(() => {
    if (hasFocus && key !== undefined) stop.current?.focus({ preventScroll: true })
  }, [hasFocus, key])
  return keep
}

type RowProps = {
  readonly row: TreeRow
  readonly top: number
  readonly selected: boolean
  readonly hasDraft: boolean
  readonly query: string
  /** The ref of the tab stop when this row is it. */
  readonly stop: RefCallback<HTMLElement> | undefined
  readonly onSelect: (path: ZnodePath) => void
}

function Row({ row, top, selected, hasDraft, query, stop, onSelect }: RowProps) {
  const store = useLiveStore()
  const { tree, children } = store
  const { path } = row
  const common = { ref: stop, top, tabStop: stop !== undefined }
  if (row.kind !== 'znode')
    return (
      <StandIn
        {...common}
        row={row}
        problem={children.problem(path)}
        count={readableStat(store.fact(path)?.stat ?? null)?.numChildren}
        onRetry={tree.retry}
      />
    )
  return (
    <TreeItem
      {...common}
      path={path}
      name={row.name}
      hasDraft={hasDraft}
      query={query}
      level={row.level}
      posInSet={row.posInSet}
      setSize={row.setSize}
      expanded={row.expanded}
      leaving={row.leaving}
      stat={store.fact(path)?.stat}
      notFollowed={store.notFollowed(path)}
      flash={store.flash(path)}
      selected={selected}
      onPick={onSelect}
      onToggle={tree.toggle}
    />
  )
}
