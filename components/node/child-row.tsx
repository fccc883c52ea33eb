'use client'

import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Ago } from '@/components/format/ago'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/shell/place-link'
import { NotFollowed } from '@/components/tree/not-followed'
import { useFact, useFlash, useNotFollowed } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, readableStat } from '@/lib/znode/stat'

/** Fewer columns where the pane is narrow; a table of one row each, so that they line up. */
export const CHILDREN_COLUMNS =
  'grid w-full items-center gap-x-3 px-4 grid-cols-[minmax(8rem,1fr)_4rem_4.5rem] @md:grid-cols-[minmax(8rem,1fr)_4rem_4.5rem_5rem] @lg:grid-cols-[minmax(8rem,1fr)_4rem_4.5rem_4.5rem_5rem] @3xl:grid-cols-[minmax(8rem,1fr)_4rem_4.5rem_4.5rem_5rem_11rem]'

const TINTS = { created: 'bg-new-bg', changed: 'bg-chg-bg', deleted: 'bg-del-bg' } as const

export function ChildRow(props: { parent: ZnodePath; name: string; index: number; top: number }) {
  const { name, index, top } = props
  const path = childOf(props.parent, name)
  const words = useWords()
  const tree = useTranslations('tree')
  const presence = useFact(path)?.stat ?? null
  const stat = readableStat(presence)
  const flash = useFlash(path)
  const notFollowed = useNotFollowed(path)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot
    // biome-ignore lint/a11y/useFocusableInteractive: its link takes the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${CHILDREN_COLUMNS} absolute left-0 h-7 border-b border-line tabular-nums hover:bg-raise ${flash ? TINTS[flash] : ''}`}
      style={{ top }}
    >
      <Cell className="flex items-center gap-1.5">
        {presence === 'unreadable' ? (
          <Lock
            role="img"
            aria-label={tree('unreadable')}
            className="size-3.5 shrink-0 text-faint"
          />
        ) : null}
        <PlaceLink
          path={path}
          className="block min-w-0 truncate font-mono text-value leading-7 whitespace-pre"
        >
          <VisibleText text={name} cut />
        </PlaceLink>
        {notFollowed ? <NotFollowed reason={notFollowed} /> : null}
      </Cell>
      <Cell className="text-right text-dim">{stat?.version}</Cell>
      <Cell className="text-right text-dim">{stat ? words.size(stat.dataLength) : null}</Cell>
      <Cell className="hidden text-right text-dim @lg:block">
        {stat ? words.number(stat.numChildren) : null}
      </Cell>
      <Cell className="hidden text-right text-dim @md:block">
        {stat ? <Ago at={stat.mtime} short /> : null}
      </Cell>
      <Cell className="hidden truncate font-mono text-value text-faint @3xl:block">
        {stat && isEphemeral(stat) ? stat.ephemeralOwner : null}
      </Cell>
    </div>
  )
}

function Cell({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the table above
    <div role="cell" className={`min-w-0 ${className}`}>
      {children}
    </div>
  )
}
