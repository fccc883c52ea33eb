'use client'

import { ChevronDown, SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { type HistoryPlace, KINDS } from '@/components/navigation/history-place'
import { Button, buttonStyle } from '@/components/ui/button'
import { SearchField } from '@/components/ui/form/search-field'
import { Segmented } from '@/components/ui/form/segmented'
import { Menu } from '@/components/ui/overlay/menu'
import { useTranslations } from '@/lib/messages/use-translations'
import { MomentFilter, WhenFilter } from './when-filter'

const SHOWN = ['differing', 'all'] as const

type Filtering = {
  place: HistoryPlace
  onChange: (part: Partial<HistoryPlace>) => void
}

/** Which changes are shown. Every field narrows them down as one types. */
export function ChangeSearchForm({ place, onChange }: Filtering) {
  const t = useTranslations('history.search')
  const text = (field: 'name' | 'person' | 'reason' | 'path') => (
    <div className="flex min-w-36 flex-1 @5xl:max-w-80">
      <SearchField
        label={t(field)}
        value={place[field]}
        onChange={({ target }) => onChange({ [field]: target.value })}
      />
    </div>
  )
  if (place.view === 'deleted') return <search className="flex flex-1 gap-2">{text('name')}</search>
  if (place.view === 'past')
    return (
      <search className="flex grow basis-full flex-wrap items-center gap-2 @5xl:basis-0">
        {text('path')}
        <MomentFilter at={place.at} onChange={(at) => onChange({ at })} />
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
        <WhenFilter from={place.from} to={place.to} onChange={onChange} />
      </MoreFilters>
    </search>
  )
}

const MORE = ['person', 'reason', 'kind', 'from', 'to'] as const

/** Filters that a phone shows as a sheet when asked for, and a wider screen always. */
function MoreFilters({ place, children }: { place: HistoryPlace; children: ReactNode }) {
  const t = useTranslations('history.search')
  const [isOpen, setOpen] = useState(false)
  const count = MORE.filter((field) => place[field] !== '').length
  useEffect(() => {
    if (!isOpen) return
    const close = ({ key }: KeyboardEvent) => key === 'Escape' && setOpen(false)
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [isOpen])
  return (
    <>
      <Button className="@2xl:hidden" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <SlidersHorizontal aria-hidden className="size-3.5" />
        {t('more', { count })}
      </Button>
      <div
        className={`@2xl:contents ${isOpen ? 'fixed inset-x-0 bottom-0 z-20 flex flex-col gap-2 rounded-t-md bg-panel p-4 shadow-overlay [&>*]:flex-none' : 'hidden'}`}
      >
        {children}
        <Button className="@2xl:hidden" onClick={() => setOpen(false)}>
          {t('done')}
        </Button>
      </div>
    </>
  )
}

function KindFilter({ place, onChange }: Filtering) {
  const t = useTranslations('history.search')
  const known = KINDS.find((kind) => kind === place.kind)
  const said = known ? t(`kinds.${known}`) : t('any')
  const items = [
    { id: 'any', label: t('any'), checked: !known, onSelect: () => onChange({ kind: '' }) },
    ...KINDS.map((kind) => ({
      id: kind,
      label: t(`kinds.${kind}`),
      checked: kind === known,
      onSelect: () => onChange({ kind }),
    })),
  ]
  return (
    <Menu
      label={`${t('kind')}: ${said}`}
      className={buttonStyle({})}
      sections={[{ id: 'kinds', items }]}
      trigger={
        <>
          <span className={known ? '' : 'text-dim'}>{known ? said : t('kind')}</span>
          <ChevronDown aria-hidden className="size-3.5 text-dim" />
        </>
      }
    />
  )
}
