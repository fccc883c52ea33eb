'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { useDeparture } from '@/components/navigation/use-departure'
import { Menu } from '@/components/ui/overlay/menu'
import type { Cluster, ClusterState } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'
import { useClusters } from './use-clusters'

/** `zk1 · zk2 · zk3`: without the port where it is ZooKeeper's own. */
function serversOf({ servers, chroot }: Cluster): string {
  const names = servers.map((server) => server.replace(/:2181$/, '')).join(' · ')
  return chroot === '/' ? names : names + chroot
}

const DOTS: Record<ClusterState['state'], string> = {
  live: 'bg-accent',
  idle: 'border border-edge',
  connecting: 'bg-faint',
  paused: 'bg-del',
  refused: 'bg-del',
}

/** What a cluster is at, in a word, with its cause or for how long. */
function useStateOf() {
  const t = useTranslations('shell')
  const causes = useTranslations('cause')
  const words = useWords()
  return ({ state, cause, lastContact }: ClusterState): string => {
    if (state === 'live') return t('state.live')
    if (state === 'idle') return t('cluster.unwatched')
    if (state === 'paused' && lastContact !== null)
      return t('cluster.silent', { age: words.age(Math.max(1_000, lastContact)) })
    if (cause) return causes(`${cause}.what`)
    return t(state === 'refused' ? 'state.refused' : 'state.connecting')
  }
}

export function ClusterSwitcher({ clusters }: { clusters: readonly Cluster[] }) {
  const t = useTranslations('shell.cluster')
  const cluster = useCluster()
  const depart = useDeparture()
  const [isOpen, setOpen] = useState(false)
  const stateWords = useStateOf()
  const items = useClusters(clusters, isOpen).map((each) => ({
    id: each.id,
    label: [each.name, each.environment?.name].filter(Boolean).join(' · '),
    hint: [stateWords(each.state), each.readOnly ? t('readOnly') : serversOf(each)].join(' · '),
    mark: (
      <span aria-hidden className={`size-[7px] shrink-0 rounded-full ${DOTS[each.state.state]}`} />
    ),
    checked: each.id === cluster.id,
    onSelect: () => depart(() => location.assign(`/${each.id}/tree`)),
  }))
  return (
    <Menu
      label={t('switch', { name: cluster.name })}
      className="inline-flex h-7 min-w-0 items-center gap-1.5 rounded-md border border-line bg-panel px-2.5 text-text hover:bg-raise pointer-coarse:h-10"
      sections={[{ id: 'clusters', items }]}
      onOpenChange={setOpen}
      trigger={
        <>
          <span className="truncate">
            <VisibleText text={cluster.name} />
          </span>
          <span className="hidden max-w-56 truncate text-faint xl:inline">
            {serversOf(cluster)}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-dim" />
        </>
      }
    />
  )
}
