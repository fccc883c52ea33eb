'use client'

import { useWords } from '@/components/format/use-words'
import { Dialog } from '@/components/ui/dialog'
import { useClusterState } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { toDecimal } from '@/lib/znode/zxid'
import { useCluster } from './cluster-context'
import type { PillState } from './pill-state'

/** What the pill's word rests on. */
export function StateDialog(props: { state: PillState; isReadOnly: boolean; onClose: () => void }) {
  const t = useTranslations('shell')
  const common = useTranslations('common')
  const words = useWords()
  const cluster = useCluster()
  const view = useClusterState()
  const canWrite = view.canWrite && !cluster.readOnly
  const rows: ReadonlyArray<readonly [string, string | null]> = [
    [t('about.server'), view.server],
    [t('about.session'), view.session && `${view.session} · ${toDecimal(view.session)}`],
    [t('about.heartbeat'), view.age === null ? common('never') : words.ago(view.age)],
    [
      t('about.latency'),
      view.latency === null ? null : t('state.latency', { ms: view.latency.toFixed(1) }),
    ],
    [t('about.writing'), canWrite ? t('about.on') : t('about.off')],
    [t('about.reason'), view.reason],
  ]
  return (
    <Dialog
      title={`${cluster.name}: ${t(`state.${props.state}`)}`}
      closeLabel={common('close')}
      onClose={props.onClose}
    >
      <p className="text-dim">
        {t(`about.${props.state}`, { server: view.server ?? cluster.name })}
      </p>
      {props.isReadOnly ? <p className="mt-1 text-dim">{t('about.readOnly')}</p> : null}
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {rows.map(([label, value]) =>
          value ? (
            <div key={label} className="contents">
              <dt className="text-faint">{label}</dt>
              <dd className="font-mono text-value [overflow-wrap:anywhere] tabular-nums">
                {value}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </Dialog>
  )
}
