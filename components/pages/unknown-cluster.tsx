'use client'

import { VisibleText } from '@/components/format/visible-text'
import type { Cluster } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'
import { PlainPage } from './plain-page'

export function UnknownCluster({ id, clusters }: { id: string; clusters: readonly Cluster[] }) {
  const t = useTranslations('shell')
  return (
    <PlainPage title={t('unknownCluster.title', { id })}>
      <p>{t('unknownCluster.what')}</p>
      <ul className="flex flex-col">
        {clusters.map((cluster) => (
          <li key={cluster.id}>
            <a
              href={`/${cluster.id}/tree`}
              className="flex min-h-8 items-center gap-2 rounded-sm px-2 text-text hover:bg-raise"
            >
              <span className="font-semibold">
                <VisibleText text={cluster.name} />
              </span>
              <span className="font-mono text-value text-faint">{cluster.servers.join(' · ')}</span>
            </a>
          </li>
        ))}
      </ul>
    </PlainPage>
  )
}
