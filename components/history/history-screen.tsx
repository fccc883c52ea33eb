'use client'

import { useState } from 'react'
import { useCluster } from '@/components/shell/cluster-context'
import { Header } from '@/components/shell/header'
import { NavRail } from '@/components/shell/nav-rail'
import { OutageBar } from '@/components/shell/outage-bar'
import { PageTitle } from '@/components/shell/page-title'
import { StatusBar } from '@/components/shell/status-bar'
import { Segmented } from '@/components/ui/segmented'
import type { Cluster } from '@/lib/api/cluster'
import type { Change } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import { ChangeDetail } from './change-detail'
import { ChangeList } from './change-list'
import { ChangeSearchForm } from './change-search-form'
import { ChooseHint } from './choose-hint'
import { DeletedList } from './deleted-list'
import { HistoryActions } from './history-actions'
import { HISTORY_VIEWS, type HistoryPlace, toSearch, useHistoryPlace } from './history-place'
import { PastView } from './past-view'
import { RecordingStatus } from './recording-status'
import { TwoPanes } from './two-panes'
import { useChanges } from './use-changes'

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
        <ChangeSearchForm place={place} onChange={go} />
      </div>
      <RecordingStatus cluster={cluster} />
      {place.view === 'past' ? (
        <PastView cluster={cluster} place={place} />
      ) : (
        <Listed key={place.view} cluster={cluster} place={place} />
      )}
    </main>
  )
}

/** Changes or deleted znodes, and beside them the one that is open. */
function Listed({ cluster, place }: { cluster: string; place: HistoryPlace }) {
  const t = useTranslations('history')
  const [open, setOpen] = useState<Change>()
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
            open={open?.id}
            onOpen={setOpen}
          />
        ) : (
          <Changes cluster={cluster} place={place} open={open?.id} onOpen={setOpen} />
        )
      }
      open={
        open ? (
          <ChangeDetail
            cluster={cluster}
            change={open}
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

function Changes(props: {
  cluster: string
  place: HistoryPlace
  open: number | undefined
  onOpen: (change: Change) => void
}) {
  const t = useTranslations('history')
  const found = useChanges(props.cluster, toSearch(props.place))
  return (
    <ChangeList
      label={t('ofCluster')}
      found={found}
      open={props.open}
      onOpen={props.onOpen}
      withPath
      empty={{ title: t('nothing.title'), what: t('nothing.what') }}
    />
  )
}
