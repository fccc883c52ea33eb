'use client'

import { cva } from 'class-variance-authority'
import { ChevronRight, File, Folder, Lock, Zap } from 'lucide-react'
import { type MouseEvent, memo, type Ref, useRef } from 'react'
import { VisibleText } from '@/components/format/visible-text'
import { placeHref } from '@/components/navigation/place'
import { isPlainClick } from '@/components/navigation/plain-click'
import { hintProps } from '@/components/ui/tip'
import type { NotFollowed as NotFollowedMessage } from '@/lib/api/events'
import type { Flash } from '@/lib/client/live/flashes'
import type { TreeRow } from '@/lib/tree/rows'
import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Presence, readableStat } from '@/lib/znode/stat'
import { visibleText } from '@/lib/znode/visible-text'
import { indentOf, isDeep } from './indent'
import { NotFollowed } from './not-followed'
import { RowMeta, useRowDescription } from './row-meta'

const rowStyle = cva(
  'absolute inset-x-0 flex h-7 items-center gap-1.5 pe-2.5 cursor-default text-text select-none',
  {
    variants: {
      tint: {
        created: 'bg-linear-to-r from-new-bg to-transparent',
        changed: 'bg-linear-to-r from-chg-bg to-transparent',
        deleted: 'bg-linear-to-r from-del-bg to-transparent',
        none: '',
      },
      // Beneath the tint: what is selected stays so while it changes.
      selected: {
        true: 'bg-accent-bg shadow-[inset_2px_0_var(--accent)]',
        false: 'hover:bg-raise',
      },
    },
  },
)

export type TreeItemProps = Pick<
  TreeRow,
  'path' | 'name' | 'level' | 'posInSet' | 'setSize' | 'expanded' | 'leaving'
> & {
  readonly top: number
  readonly stat: Presence | undefined
  readonly notFollowed: NotFollowedMessage['reason'] | undefined
  readonly flash: Flash | undefined
  readonly selected: boolean
  /** This browser keeps an edit of it that is not saved. */
  readonly hasDraft: boolean
  readonly tabStop: boolean
  readonly ref: Ref<HTMLAnchorElement> | undefined
  /** The part of the names that was searched for. */
  readonly query: string
  readonly onPick: (path: ZnodePath) => void
  readonly onToggle: (path: ZnodePath) => void
}

/** One znode's row. */
export const TreeItem = memo(function TreeItem(props: TreeItemProps) {
  const { path, name, expanded, leaving, stat, flash, selected, onToggle } = props
  const description = useRowDescription(props)
  const clicks = useClicks(props)
  const toggle = (event: MouseEvent) => {
    event.stopPropagation()
    event.preventDefault()
    onToggle(path)
  }
  return (
    <a
      ref={props.ref}
      href={placeHref(path)}
      draggable={false}
      role="treeitem"
      aria-label={visibleText(name)}
      aria-description={description}
      aria-level={props.level}
      aria-posinset={props.posInSet}
      aria-setsize={props.setSize}
      aria-expanded={expanded}
      aria-selected={selected}
      tabIndex={props.tabStop ? 0 : -1}
      data-row={path}
      {...hintProps(visibleText(path), { ifCut: true })}
      {...clicks}
      style={{ top: props.top, paddingInlineStart: indentOf(props.level) }}
      className={rowStyle({ tint: flash ?? 'none', selected })}
    >
      {isDeep(props.level) ? (
        <span aria-hidden className="absolute start-2 text-[10px] text-faint tabular-nums">
          {props.level}
        </span>
      ) : null}
      <span
        aria-hidden
        className="-ms-1.5 flex h-6 w-5 shrink-0 items-center justify-center"
        onClick={expanded === undefined ? undefined : toggle}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        {expanded === undefined ? null : (
          <ChevronRight className={`size-3.5 text-faint ${expanded ? 'rotate-90' : ''}`} />
        )}
      </span>
      <RowIcon stat={stat} expanded={expanded} />
      <span
        className={`min-w-0 flex-1 truncate font-mono text-meta ${leaving ? 'text-dim line-through' : 'text-text'}`}
      >
        <VisibleText text={name} cut mark={props.query} />
      </span>
      {props.hasDraft ? (
        <span aria-hidden className="size-[7px] shrink-0 rounded-full bg-chg" />
      ) : null}
      <span className="shrink-0 ps-1 text-meta text-dim tabular-nums">
        {props.notFollowed ? (
          <NotFollowed reason={props.notFollowed} />
        ) : (
          <RowMeta stat={stat} leaving={leaving} />
        )}
      </span>
    </a>
  )
})

/** A click opens the znode beside the tree, and in it too where it is nothing but a directory. */
function useClicks({ path, stat, expanded, onPick, onToggle }: TreeItemProps) {
  const hasOpened = useRef(false)
  const onClick = (event: MouseEvent) => {
    if (!isPlainClick(event)) return
    event.preventDefault()
    // The second click of a double one closes nothing that the first has opened.
    if (event.detail < 2) hasOpened.current = expanded === false && isPlainDirectory(stat)
    if (event.detail < 2 && hasOpened.current) onToggle(path)
    onPick(path)
  }
  const onDoubleClick = () => expanded === undefined || hasOpened.current || onToggle(path)
  return { onClick, onDoubleClick }
}

/** Children and no value: there is nothing to it but what is below. */
function isPlainDirectory(stat: Presence | undefined): boolean {
  const read = readableStat(stat ?? null)
  return read !== null && read.dataLength === 0 && read.numChildren > 0
}

/** What a znode is, once that is known: a wrong guess would flicker. */
function RowIcon(props: { stat: Presence | undefined; expanded: boolean | undefined }) {
  if (props.stat === 'unreadable')
    return <Lock aria-hidden className="size-3.5 shrink-0 text-faint" />
  if (!props.stat && props.expanded === undefined) return <span className="size-3.5 shrink-0" />
  if (props.stat && isEphemeral(props.stat))
    return <Zap aria-hidden className="size-3.5 shrink-0 text-chg" />
  const Icon = props.expanded === undefined ? File : Folder
  return <Icon aria-hidden className="size-3.5 shrink-0 text-faint" />
}
