'use client'

import { useState } from 'react'
import { useCluster } from '@/components/shell/cluster-context'
import { Header } from '@/components/shell/header'
import { NavRail } from '@/components/shell/nav-rail'
import { OutageBar } from '@/components/shell/outage-bar'
import { PageTitle } from '@/components/shell/page-title'
import { StatusBar } from '@/components/shell/status-bar'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import type { Cluster } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Listed } from './as-one'
import { ChangeDetail } from './change-detail'
import { ChangeList } from './change-list'
import { ChangeSearchForm } from './change-search-form'
import { ChooseHint } from './choose-hint'
import { DeletedList } from './deleted-list'
import { HistoryActions } from './history-actions'
import {
  BY,
  type By,
  HISTORY_VIEWS,
  type HistoryPlace,
  toSearch,
  useHistoryPlace,
} from './history-place'
import { PastView } from './past-view'
import { RecordingStatus } from './recording-status'
import { TwoPanes } from './two-panes'
import { useChanges } from './use-changes'
import { useShownBy } from './use-shown-by'

/** Everything that was recorded of the cluster: searched, live, and each change in full. */
export function HistoryScreen(props: { clusters: readonly Cluster[]; person: string }) {
  const t = useTranslations('history')
  const { id, name } = useCluster()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <PageTitle parts={[t('title'), name]} />
      <Header clusters={props.clusters} person={props.person} screen="history" />
      <OutageBar />
      <div className="flex min-h-0 flex-1">
        <NavRail current="history" />
        <HistoryBody cluster={id} />
      </div>
      <StatusBar />
    </div>
  )
}

function HistoryBody({ cluster }: { cluster: string }) {
  const t = useTranslations('history')
  const [place, go] = useHistoryPlace()
  const by = useShownBy(cluster, place)
  const views = HISTORY_VIEWS.map((value) => ({
    value,
    label: t(`view.${value}`),
  }))
  return (
    <main id="pane-node" className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2">
        <h2 className="font-semibold">{t('title')}</h2>
        <Segmented
          label={t('view.label')}
          value={place.view}
          options={views}
          onChange={(view) => go({ view })}
        />
        {place.view === 'changes' ? (
          <Segmented<By | ''>
            label={t('by.label')}
            value={by ?? ''}
            options={BY.map((value) => ({ value, label: t(`by.${value}`) }))}
            onChange={(value) => go({ by: value })}
          />
        ) : null}
        <ChangeSearchForm place={place} onChange={go} />
      </div>
      <RecordingStatus cluster={cluster} />
      {place.view === 'past' ? (
        <PastView cluster={cluster} place={place} />
      ) : (
        <ListAndDetail
          key={`${place.view} ${by}`}
          cluster={cluster}
          place={place}
          by={by}
          onEverybody={() => go({ by: 'everybody' })}
        />
      )}
    </main>
  )
}

type ListedProps = {
  cluster: string
  place: HistoryPlace
  /** Undefined while that is asked. */
  by: By | undefined
  onEverybody: () => void
}

/** Changes or deleted znodes, and beside them the one that is open. */
function ListAndDetail(props: ListedProps) {
  const { cluster, place } = props
  const t = useTranslations('history')
  const [open, setOpen] = useState<Listed>()
  return (
    <TwoPanes
      label={t('change')}
      isOpen={open !== undefined}
      onBack={() => setOpen(undefined)}
      list={
        place.view === 'deleted' ? (
          <DeletedList
            key={place.name}
            cluster={cluster}
            place={place}
            open={open}
            onOpen={setOpen}
          />
        ) : (
          <Changes {...props} open={open} onOpen={setOpen} />
        )
      }
      open={
        open ? (
          <ChangeDetail
            cluster={cluster}
            change={open.change}
            run={open.run}
            withPath
            actions={(found) => <HistoryActions found={found} />}
          />
        ) : (
          <ChooseHint>{t('choose')}</ChooseHint>
        )
      }
    />
  )
}

type ListProps = ListedProps & {
  open: Listed | undefined
  onOpen: (listed: Listed) => void
}

function Changes(props: ListProps) {
  const common = useTranslations('common')
  if (!props.by) return <Skeleton label={common('loading')} rows={6} />
  return <ChangesBy {...props} by={props.by} />
}

function ChangesBy(props: ListProps & { by: By }) {
  const t = useTranslations('history')
  const { by } = props
  const search = { ...toSearch(props.place), [by === 'people' ? 'people' : 'runs']: 'true' }
  const found = useChanges(props.cluster, search)
  return (
    <ChangeList
      label={t('ofCluster')}
      found={found}
      open={props.open}
      onOpen={props.onOpen}
      withPath
      empty={{
        title: t('nothing.title'),
        what: t(by === 'people' ? 'nothing.ofPeople' : 'nothing.what'),
        action:
          by === 'people' ? (
            <Button onClick={props.onEverybody}>{t('nothing.everybody')}</Button>
          ) : undefined,
      }}
    />
  )
}
