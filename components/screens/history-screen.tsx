'use client'

import { useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { recentPaths } from '@/components/commands/recent-paths'
import type { Listed } from '@/components/history/changes/as-one'
import { DeletedList } from '@/components/history/changes/deleted-list'
import { useChanges } from '@/components/history/changes/use-changes'
import { ByChoice, ChangesBy } from '@/components/history/changes-by'
import { ChangeDetail } from '@/components/history/detail/change-detail'
import { HistoryActions } from '@/components/history/detail/history-actions'
import { PastView } from '@/components/history/past-view'
import { RecordingStatus } from '@/components/history/recording-status'
import { ChangeSearchForm } from '@/components/history/search/change-search-form'
import { useShownBy } from '@/components/history/search/use-shown-by'
import {
  type By,
  HISTORY_VIEWS,
  type HistoryPlace,
  ofWhom,
  toSearch,
  useHistoryPlace,
} from '@/components/navigation/history-place'
import { type PaneName, placeHref } from '@/components/navigation/place'
import { useScreens } from '@/components/navigation/screen-link'
import { TwoPanes } from '@/components/navigation/two-panes'
import { PageTitle } from '@/components/pages/page-title'
import { Header } from '@/components/shell/header'
import { NavRail } from '@/components/shell/nav-rail'
import { OutageBar } from '@/components/shell/outage-bar'
import { StatusBar } from '@/components/shell/status-bar'
import { ChooseHint } from '@/components/ui/choose-hint'
import { Segmented } from '@/components/ui/form/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import type { Cluster } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'
import { ROOT } from '@/lib/znode/path'
import { PaneSwitch } from './pane-switch'

/** Everything that was recorded of the cluster: searched, live, and each change in full. */
export function HistoryScreen(props: { clusters: readonly Cluster[]; person: string }) {
  const t = useTranslations('history')
  const { id, name } = useCluster()
  const { open } = useScreens()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <PageTitle parts={[t('title'), name]} />
      <Header clusters={props.clusters} person={props.person} />
      <OutageBar />
      <div className="flex min-h-0 flex-1">
        <NavRail current="history" />
        <HistoryBody cluster={id} />
      </div>
      <StatusBar />
      <PaneSwitch current="history" onChange={(pane) => open('tree', lastPlace(id, pane))} />
    </div>
  )
}

/** A pane of the tree, at the znode that was open last. */
function lastPlace(cluster: string, pane: PaneName): string {
  const [path = ROOT] = recentPaths(cluster)
  return `${placeHref(path)}&pane=${pane}`
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
        {place.view === 'changes' ? <ByChoice by={by} onBy={(value) => go({ by: value })} /> : null}
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
          onBy={(value) => go({ by: value })}
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
  onBy: (by: By) => void
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
  return <Found {...props} by={props.by} />
}

function Found(props: ListProps & { by: By }) {
  const t = useTranslations('history')
  const { cluster, place, by, onBy, open, onOpen } = props
  const found = useChanges(cluster, { ...toSearch(place), ...ofWhom(by) })
  return (
    <ChangesBy
      label={t('ofCluster')}
      {...{ found, open, onOpen, by, onBy }}
      withPath
      empty={{ title: t('nothing.title'), what: t('nothing.what') }}
    />
  )
}
