'use client'

import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { Segmented } from '@/components/ui/segmented'
import { useTranslations } from '@/lib/messages/use-translations'
import { type HistoryPlace, KINDS, toMs } from './history-place'

const SHOWN = ['differing', 'all'] as const

const BOX = 'h-7 min-w-0 rounded-md border border-edge bg-bg px-2 text-text pointer-coarse:h-10'

/** Which changes are shown. Every field narrows them down as one types. */
export function ChangeSearchForm(props: {
  place: HistoryPlace
  onChange: (part: Partial<HistoryPlace>) => void
}) {
  const t = useTranslations('history.search')
  const { place, onChange } = props
  const text = (field: 'name' | 'person' | 'reason' | 'path') => (
    <div className="flex min-w-36 flex-1">
      <SearchField
        label={t(field)}
        value={place[field]}
        onChange={({ target }) => onChange({ [field]: target.value })}
      />
    </div>
  )
  const time = (field: 'from' | 'to' | 'at') => (
    <Labelled label={t(field)}>
      {(id) => (
        <input
          id={id}
          type="datetime-local"
          step="1"
          className={BOX}
          value={toMs(place[field]) === undefined ? '' : place[field]}
          onChange={({ target }) => onChange({ [field]: target.value })}
        />
      )}
    </Labelled>
  )
  if (place.view === 'deleted') return <search className="flex flex-1 gap-2">{text('name')}</search>
  if (place.view === 'past')
    return (
      <search className="flex grow basis-full flex-wrap items-center gap-2 @5xl:basis-0">
        {text('path')}
        {time('at')}
        <Segmented
          label={t('show.label')}
          value={place.show === 'all' ? 'all' : 'differing'}
          options={SHOWN.map((value) => ({ value, label: t(`show.${value}`) }))}
          onChange={(show) => onChange({ show: show === 'all' ? show : '' })}
        />
      </search>
    )
  return (
    <search className="flex basis-full flex-wrap items-center gap-2">
      {text('name')}
      <MoreFilters place={place}>
        {text('person')}
        {text('reason')}
        <KindFilter place={place} onChange={onChange} />
        <div className="flex flex-wrap gap-2">
          {time('from')}
          {time('to')}
        </div>
      </MoreFilters>
    </search>
  )
}

const MORE = ['person', 'reason', 'kind', 'from', 'to'] as const

/** Filters that a phone shows when asked for, and a wider screen always. */
function MoreFilters({ place, children }: { place: HistoryPlace; children: ReactNode }) {
  const t = useTranslations('history.search')
  const [isOpen, setOpen] = useState(false)
  const count = MORE.filter((field) => place[field] !== '').length
  return (
    <>
      <Button className="@2xl:hidden" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <SlidersHorizontal aria-hidden className="size-3.5" />
        {t('more', { count })}
      </Button>
      <div className={isOpen ? 'contents' : 'hidden @2xl:contents'}>{children}</div>
    </>
  )
}

function KindFilter(props: {
  place: HistoryPlace
  onChange: (part: Partial<HistoryPlace>) => void
}) {
  const t = useTranslations('history.search')
  const { place, onChange } = props
  return (
    <Labelled label={t('kind')}>
      {(id) => (
        <select
          id={id}
          className={BOX}
          value={place.kind}
          onChange={({ target }) => onChange({ kind: target.value })}
        >
          <option value="">{t('any')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <label htmlFor={id} className="shrink-0 text-meta text-dim">
        {label}
      </label>
      {children(id)}
    </div>
  )
}
