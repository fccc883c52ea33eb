'use client'

import { Check, File, Folder, Lock, Zap } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { Ago } from '@/components/format/ago'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/navigation/place-link'
import { NotFollowed } from '@/components/tree/not-followed'
import { hintProps } from '@/components/ui/tip'
import { useFact, useFlash, useNotFollowed } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Presence, readableStat } from '@/lib/znode/stat'
import { visibleText } from '@/lib/znode/visible-text'
import { COLUMNS, OWNER, WIDE } from './columns'
import { PreviewLine } from './preview-line'

const TINTS = { created: 'bg-new-bg', changed: 'bg-chg-bg', deleted: 'bg-del-bg' } as const

export type ChildRowProps = {
  readonly parent: ZnodePath
  readonly name: string
  readonly index: number
  readonly top: number
  /** The part of the names that was searched for. */
  readonly query: string
  readonly isTall: boolean
  readonly isChosen: boolean
  readonly isTabStop: boolean
  readonly onFocus: () => void
  readonly onToggle: (event: MouseEvent) => void
  readonly onMenu: (event: MouseEvent) => void
}

export function ChildRow(props: ChildRowProps) {
  const { name, index, top, isTall, isChosen } = props
  const path = childOf(props.parent, name)
  const presence = useFact(path)?.stat ?? null
  const flash = useFlash(path)
  const tint = isChosen ? 'bg-accent-bg' : flash ? TINTS[flash] : 'hover:bg-raise'
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot
    // biome-ignore lint/a11y/useFocusableInteractive: its link takes the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table owns the keyboard
    <div
      role="row"
      aria-rowindex={index + 2}
      data-child={name}
      onClick={(event) => isForSelection(event) && props.onToggle(event)}
      onContextMenu={props.onMenu}
      style={{ top }}
      className={`absolute left-0 border-b border-line tabular-nums ${tint} ${isTall ? 'flex h-13 w-full items-center gap-2 px-3' : `${COLUMNS} h-7`}`}
    >
      {isTall ? (
        <TallCells {...props} path={path} presence={presence} />
      ) : (
        <Cells {...props} path={path} presence={presence} />
      )}
    </div>
  )
}

/** A press beside the link; on it, Ctrl and Shift are the browser's. */
function isForSelection(event: MouseEvent): boolean {
  const isOnLink = event.target instanceof Element && event.target.closest('a') !== null
  return !isOnLink && (event.ctrlKey || event.metaKey || event.shiftKey)
}

type CellsProps = ChildRowProps & { path: ZnodePath; presence: Presence }

function Cells(props: CellsProps) {
  const { path, presence } = props
  const words = useWords()
  const stat = readableStat(presence)
  return (
    <>
      <Cell className="flex items-center gap-1.5">
        <Name {...props} />
      </Cell>
      <Cell className="truncate text-meta text-dim">
        <PreviewLine path={path} presence={presence} />
      </Cell>
      <Cell className="text-right text-dim">{stat ? <Size bytes={stat.dataLength} /> : null}</Cell>
      <Cell className={`text-right text-dim ${WIDE}`}>
        {stat ? words.number(stat.numChildren) : null}
      </Cell>
      <Cell className={`text-right text-dim ${WIDE}`}>{stat?.version}</Cell>
      <Cell className="text-right text-dim">{stat ? <Modified at={stat.mtime} /> : null}</Cell>
      <Cell className={`truncate font-mono text-meta text-faint ${OWNER}`}>
        {stat && isEphemeral(stat) ? stat.ephemeralOwner : null}
      </Cell>
    </>
  )
}

/** The same in two lines, for a phone. */
function TallCells(props: CellsProps) {
  const { path, presence } = props
  const stat = readableStat(presence)
  return (
    <>
      <Cell className="flex-1">
        <span className="flex items-center gap-1.5">
          <Name {...props} />
        </span>
        <span className="block truncate ps-6.5 text-meta pointer-coarse:ps-9.5 text-dim">
          <PreviewLine path={path} presence={presence} />
        </span>
      </Cell>
      <Cell className="shrink-0 text-right text-meta leading-5 text-dim">
        <span className="block">{stat ? <Modified at={stat.mtime} /> : null}</span>
        <span className="block">{stat ? <Size bytes={stat.dataLength} /> : null}</span>
      </Cell>
    </>
  )
}

function Size({ bytes }: { bytes: number }) {
  const words = useWords()
  return bytes === 0 ? '–' : <span {...hintProps(words.bytes(bytes))}>{words.size(bytes)}</span>
}

/** What ZooKeeper made when it was set up has no time. */
function Modified({ at }: { at: number }) {
  return at === 0 ? '–' : <Ago at={at} short />
}

function Name(props: CellsProps) {
  const { path, name, presence, isChosen } = props
  const t = useTranslations('node.children')
  const notFollowed = useNotFollowed(path)
  return (
    <>
      <button
        type="button"
        aria-pressed={isChosen}
        aria-label={t('choose', { name: visibleText(name) })}
        tabIndex={-1}
        onClick={props.onToggle}
        className="group/choose flex size-5 shrink-0 items-center justify-center rounded-sm pointer-coarse:size-8"
      >
        {isChosen ? (
          <Check aria-hidden className="size-3.5 rounded-[3px] bg-accent text-on-accent" />
        ) : (
          <>
            <span className="group-hover/choose:hidden">
              <KindIcon presence={presence} />
            </span>
            <span className="hidden size-3.5 rounded-[3px] border border-edge group-hover/choose:block" />
          </>
        )}
      </button>
      <PlaceLink
        path={path}
        data-child-link
        aria-label={visibleText(name)}
        aria-description={useKindWord(presence)}
        {...hintProps(visibleText(name), { ifCut: true })}
        tabIndex={props.isTabStop ? 0 : -1}
        onFocus={props.onFocus}
        className="block min-w-0 truncate font-mono text-value leading-7 whitespace-pre"
      >
        <VisibleText text={name} cut mark={props.query} />
      </PlaceLink>
      {notFollowed ? <NotFollowed reason={notFollowed} /> : null}
    </>
  )
}

function useKindWord(presence: Presence): string | undefined {
  const t = useTranslations('node.children')
  if (presence === 'unreadable') return t('kind.unreadable')
  if (!presence) return undefined
  if (isEphemeral(presence)) return t('kind.ephemeral')
  return presence.numChildren > 0 ? t('kind.directory') : undefined
}

/** What a child is, once that is known. */
function KindIcon({ presence }: { presence: Presence }) {
  if (!presence) return <span className="block size-3.5" />
  if (presence === 'unreadable') return <Lock aria-hidden className="size-3.5 text-faint" />
  if (isEphemeral(presence)) return <Zap aria-hidden className="size-3.5 text-chg" />
  const Icon = presence.numChildren > 0 ? Folder : File
  return <Icon aria-hidden className="size-3.5 text-faint" />
}

function Cell({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the table above
    <div role="cell" className={`min-w-0 ${className}`}>
      {children}
    </div>
  )
}
