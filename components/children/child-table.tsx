'use client'

import { FilterX } from 'lucide-react'
import {
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useCommands } from '@/components/commands/use-commands'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { indexesWith, useRowWindow } from '@/components/ui/use-row-window'
import { useLiveStore } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import type { ChildActs } from './child-acts'
import { ChildHeader } from './child-header'
import { ChildMenu, type MenuPlace } from './child-menu'
import { ChildRow } from './child-row'
import { ChildTools, FiguresNews } from './child-tools'
import { ChosenBar } from './chosen-bar'
import { HEADER_HEIGHT, ROW_HEIGHT, TALL_ROW_HEIGHT, TWO_LINES_BELOW } from './columns'
import { PreviewsOf } from './previews'
import { useChildKeys } from './use-child-keys'
import { type ChildViewing, useChildView } from './use-child-view'
import { type Choosing, useChosen } from './use-chosen'

type TableProps = {
  readonly path: ZnodePath
  /** Every child, in code-unit order. */
  readonly all: readonly string[]
  readonly acts: ChildActs
}

/** The children with the tools that find and sort them; only rows in view exist and are kept live. */
export function ChildTable({ path, all, acts }: TableProps) {
  const t = useTranslations('node.children')
  const scroller = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const viewing = useChildView(path, all)
  const { shown } = viewing
  const choosing = useChosen(all, shown)
  const isNarrow = useIsNarrow(scroller)
  const height = isNarrow ? TALL_ROW_HEIGHT : ROW_HEIGHT
  const rows = useRowWindow({ scroller, count: shown.length, height, overscan: 8 })
  const reach = () => field.current?.select()
  useCommands('screen', [{ label: t('focusFilter'), key: 'f', run: reach }])
  const [isPeeking, setPeeking] = useState(false)
  const header = isNarrow ? 0 : HEADER_HEIGHT
  const keys = useChildKeys({
    ...{ scroller, shown, height, header, choosing },
    measure: rows.measure,
    search: reach,
    peek: { isOpen: isPeeking, set: setPeeking },
  })
  const indexes = shown.length > 0 ? indexesWith(rows, keys.active) : []
  const [menu, setMenu] = useState<MenuPlace>()
  const endMenu = () => {
    setMenu(undefined)
    keys.enter()
  }
  const endPeek = () => {
    setPeeking(false)
    keys.enter()
  }
  const peeked = isPeeking ? shown[keys.active] : undefined
  return (
    <>
      <ChildTools viewing={viewing} isNarrow={isNarrow} field={field} onEnter={keys.enter} />
      <FiguresNews viewing={viewing} />
      <div className="relative flex min-h-0 flex-1">
        <Table {...{ path, viewing, scroller, isNarrow, indexes }}>
          <Rows
            {...{ path, shown, indexes, height, keys, choosing }}
            query={viewing.view.query}
            onMenu={setMenu}
          />
        </Table>
        {peeked === undefined ? null : acts.peekAt(childOf(path, peeked), endPeek)}
      </div>
      <ChosenBar parent={path} choosing={choosing} shown={viewing.names} />
      {menu ? (
        <ChildMenu key={menu.name} parent={path} place={menu} acts={acts} onClose={endMenu} />
      ) : null}
    </>
  )
}

/** What scrolls: the heads of the columns and the rows, of which those in view are kept live. */
function Table(props: {
  path: ZnodePath
  viewing: ChildViewing
  scroller: RefObject<HTMLElement | null>
  isNarrow: boolean
  indexes: readonly number[]
  children: ReactNode
}) {
  const t = useTranslations('node.children')
  const { path, viewing } = props
  const { shown } = viewing
  const paths = props.indexes.map((index) => childOf(path, shown[index] ?? ''))
  useShown(paths)
  return (
    <ScrollRegion
      ref={props.scroller}
      label={t('label', { path })}
      className="min-w-0 flex-1 overflow-auto bg-panel"
    >
      <PreviewsOf paths={paths}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot */}
        <div role="table" aria-label={t('label', { path })} aria-rowcount={shown.length + 1}>
          {props.isNarrow ? null : <ChildHeader viewing={viewing} />}
          {props.children}
        </div>
      </PreviewsOf>
      {shown.length === 0 && !viewing.isBusy ? <NoMatch onShowAll={viewing.showAll} /> : null}
    </ScrollRegion>
  )
}

function NoMatch({ onShowAll }: { onShowAll: () => void }) {
  const t = useTranslations('node.children')
  return (
    <EmptyState
      icon={<FilterX aria-hidden />}
      title={t('noMatch')}
      action={<Button onClick={onShowAll}>{t('clearFilter')}</Button>}
    />
  )
}

type RowsProps = {
  readonly path: ZnodePath
  readonly shown: readonly string[]
  /** Of those that exist. */
  readonly indexes: readonly number[]
  readonly query: string
  /** Of a row (px). */
  readonly height: number
  readonly keys: ReturnType<typeof useChildKeys>
  readonly choosing: Choosing
  readonly onMenu: (place: MenuPlace) => void
}

function Rows({ path, shown, indexes, query, height, keys, choosing, onMenu }: RowsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot
    <div
      role="rowgroup"
      className="relative"
      style={{ height: shown.length * height }}
      onKeyDown={keys.onKeyDown}
    >
      {indexes.map((index) => {
        const name = shown[index] ?? ''
        return (
          <ChildRow
            key={name}
            parent={path}
            name={name}
            index={index}
            top={index * height}
            query={query}
            isTall={height === TALL_ROW_HEIGHT}
            isChosen={choosing.chosen.has(name)}
            isTabStop={index === keys.active}
            onFocus={() => keys.note(name)}
            onToggle={(event) => choosing.toggle(name, event)}
            onMenu={(event) => {
              keys.note(name)
              onMenu(placeOf(name, event))
            }}
          />
        )
      })}
    </div>
  )
}

function placeOf(name: string, event: MouseEvent): MenuPlace {
  event.preventDefault()
  return { name, left: event.clientX, top: event.clientY }
}

/** Tells the live store which rows are in view, as long as they are. */
function useShown(paths: readonly ZnodePath[]): void {
  const store = useLiveStore()
  const owner = useId()
  const shown = paths.join('\n')
  useEffect(() => {
    store.show(owner, shown === '' ? [] : (shown.split('\n') as ZnodePath[]))
    return () => store.show(owner, [])
  }, [store, owner, shown])
}

/** Whether a row needs two lines there. */
function useIsNarrow(scroller: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => setNarrow(element.clientWidth < TWO_LINES_BELOW)
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    return () => resized.disconnect()
  }, [scroller])
  return isNarrow
}
