'use client'

import { ChevronDown } from 'lucide-react'
import { VisibleText } from '@/components/format/visible-text'
import { Menu } from '@/components/ui/menu'
import type { Cluster } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'
import { useCluster } from './cluster-context'
import { useDeparture } from './use-departure'

/** `zk1 · zk2 · zk3`: without the port where it is ZooKeeper's own. */
function serversOf({ servers, chroot }: Cluster): string {
  const names = servers.map((server) => server.replace(/:2181$/, '')).join(' · ')
  return chroot === '/' ? names : names + chroot
}

export function ClusterSwitcher({ clusters }: { clusters: readonly Cluster[] }) {
  const t = useTranslations('shell.cluster')
  const cluster = useCluster()
  const depart = useDeparture()
  const items = clusters.map((each) => ({
    id: each.id,
    label: each.name,
    hint: each.readOnly ? t('readOnly') : serversOf(each),
    checked: each.id === cluster.id,
    onSelect: () => depart(() => location.assign(`/${each.id}/tree`)),
  }))
  return (
    <Menu
      label={t('switch', { name: cluster.name })}
      className="inline-flex h-7 min-w-0 items-center gap-1.5 rounded-md border border-line bg-panel px-2.5 text-text hover:bg-raise pointer-coarse:h-10"
      sections={[{ id: 'clusters', items }]}
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
