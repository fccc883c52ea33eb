'use client'

import { ArrowUpDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type Ref, useMemo } from 'react'
import { useProblemWords } from '@/components/format/use-problem-words'
import { useWords } from '@/components/format/use-words'
import { Banner } from '@/components/ui/banner'
import { Button, buttonStyle } from '@/components/ui/button'
import { SearchField } from '@/components/ui/form/search-field'
import { Segmented } from '@/components/ui/form/segmented'
import { Kbd } from '@/components/ui/kbd'
import { Menu } from '@/components/ui/overlay/menu'
import { useTranslations } from '@/lib/messages/use-translations'
import { CHILD_SORTS, isOfKind } from '@/lib/tree/child-order'
import { useColumnWords } from './child-header'
import type { ChildViewing } from './use-child-view'

const PRESSED = 'aria-pressed:bg-accent-bg aria-pressed:text-accent'

type ToolsProps = {
  readonly viewing: ChildViewing
  readonly isNarrow: boolean
  readonly field: Ref<HTMLInputElement>
  /** Moves the focus on to the rows. */
  readonly onEnter: () => void
}

/** Which children are shown: by a part of their names, by kind; and how they are sorted. */
export function ChildTools(props: ToolsProps) {
  const t = useTranslations('node.children')
  const { viewing } = props
  const { view, names, shown } = viewing
  const isFiltered = view.query !== '' || view.kind !== 'all'
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') viewing.search('')
    else if (event.key === 'Enter' || event.key === 'ArrowDown') props.onEnter()
    else return
    event.preventDefault()
  }
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-3 py-1">
      <div className="flex min-w-0 flex-1 basis-40">
        <SearchField
          ref={props.field}
          label={t('filter', { count: names.length })}
          aria-keyshortcuts="f"
          value={view.query}
          onChange={(event) => viewing.search(event.target.value)}
          onKeyDown={onKeyDown}
          trailing={
            isFiltered ? (
              <span className="text-meta tabular-nums">
                {t('matches', { shown: shown.length, all: names.length })}
              </span>
            ) : (
              <Kbd aria-hidden>f</Kbd>
            )
          }
        />
      </div>
      <KindChoice viewing={viewing} />
      <Button
        size="small"
        aria-pressed={view.isFoldersFirst}
        tip={t('foldersFirstWhy')}
        onClick={() => viewing.putFoldersFirst(!view.isFoldersFirst)}
        className={PRESSED}
      >
        {t('foldersFirst')}
      </Button>
      {viewing.hasSequence && view.sort === 'name' ? (
        <Button
          size="small"
          aria-pressed={viewing.isBySequence}
          tip={t('bySequenceWhy')}
          onClick={() => viewing.setBySequence(!viewing.isBySequence)}
          className={PRESSED}
        >
          {t('bySequence')}
        </Button>
      ) : null}
      {props.isNarrow ? <SortMenu viewing={viewing} /> : null}
      <p role="status" className="sr-only">
        {isFiltered ? t('matches', { shown: shown.length, all: names.length }) : ''}
      </p>
    </div>
  )
}

function KindChoice({ viewing }: { viewing: ChildViewing }) {
  const t = useTranslations('node.children')
  const counts = useCounts(viewing)
  return (
    <Segmented
      label={t('which')}
      value={viewing.view.kind}
      onChange={viewing.chooseKind}
      options={[
        { value: 'all', label: t('all') },
        {
          value: 'ephemeral',
          label: counts ? t('ephemeralCount', { count: counts.ephemeral }) : t('ephemerals'),
        },
        { value: 'leaf', label: counts ? t('leafCount', { count: counts.leaf }) : t('leaves') },
      ]}
    />
  )
}

/** How many there are of each kind, where the screen says as of when. */
function useCounts({ reading, isAsOfReading }: ChildViewing) {
  const figures = isAsOfReading ? reading.read?.figures : undefined
  return useMemo(() => {
    if (!figures) return undefined
    const counts = { ephemeral: 0, leaf: 0 }
    for (const figure of figures.values()) {
      if (isOfKind(figure, 'ephemeral')) counts.ephemeral += 1
      if (isOfKind(figure, 'leaf')) counts.leaf += 1
    }
    return counts
  }, [figures])
}

/** In place of the heads of the columns, where there is no room for them. */
function SortMenu({ viewing }: { viewing: ChildViewing }) {
  const t = useTranslations('node.children')
  const words = useColumnWords()
  const { sort, isDescending } = viewing.view
  return (
    <Menu
      label={t('sortBy', { column: words[sort] })}
      className={buttonStyle({ size: 'small' })}
      trigger={
        <>
          <ArrowUpDown aria-hidden className="size-3.5" />
          {words[sort]}
        </>
      }
      sections={[
        {
          id: 'sort',
          label: t('sort'),
          items: CHILD_SORTS.map((id) => ({
            id,
            label: words[id],
            checked: id === sort,
            hint: id === sort ? (isDescending ? '↓' : '↑') : '',
            onSelect: () => viewing.sortBy(id),
          })),
        },
      ]}
    />
  )
}

/** What sorting and choosing by stats takes, and how old what they go by is. */
export function FiguresNews({ viewing }: { viewing: ChildViewing }) {
  const t = useTranslations('node.children')
  const common = useTranslations('common')
  const words = useWords()
  const wordsOf = useProblemWords()
  const { reading, names, asked } = viewing
  if (asked)
    return (
      <Line text={t('ask', { count: names.length })}>
        <Button size="small" variant="primary" onClick={viewing.agree}>
          {t('agree')}
        </Button>
        <Button size="small" onClick={viewing.decline}>
          {common('cancel')}
        </Button>
      </Line>
    )
  if (reading.count !== undefined)
    return (
      <Line text={t('reading', { count: reading.count, all: names.length })}>
        <Button size="small" onClick={reading.stop}>
          {t('stop')}
        </Button>
      </Line>
    )
  if (reading.problem)
    return (
      <Banner tone="warning">
        {t('readFailed')} {wordsOf(reading.problem, 'reading')}
      </Banner>
    )
  if (!viewing.isAsOfReading || !reading.read) return null
  return (
    <Line text={t('asOf', { time: words.clock(reading.read.at) })}>
      <Button size="small" variant="quiet" onClick={viewing.again}>
        {t('again')}
      </Button>
    </Line>
  )
}

function Line(props: { text: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-raise px-3 py-0.5 text-meta text-dim">
      <p role="status" className="tabular-nums">
        {props.text}
      </p>
      {props.children}
    </div>
  )
}
