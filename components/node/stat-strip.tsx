'use client'

import type { ReactNode } from 'react'
import { Ago } from '@/components/format/ago'
import { useWords } from '@/components/format/use-words'
import { useTranslations } from '@/lib/messages/use-translations'
import { isEphemeral, type Stat } from '@/lib/znode/stat'

/** The stat in short, below every tab. On a low screen it leaves its room to an open edit. */
export function StatStrip({ stat, isEditing }: { stat: Stat; isEditing: boolean }) {
  const t = useTranslations('node.strip')
  const words = useWords()
  const { version, cversion, aversion, mtime, ctime, mzxid, ephemeralOwner } = stat
  const more = 'text-faint'
  const facts: ReadonlyArray<readonly [string, ReactNode]> = [
    [
      t('version'),
      <>
        {version} <span className={more}>· {t('counts', { cversion, aversion })}</span>
      </>,
    ],
    [t('modified'), <When key="m" at={mtime} />],
    [
      'mzxid',
      <span key="z" className="font-mono text-value">
        {mzxid}
      </span>,
    ],
    [t('size'), words.bytes(stat.dataLength)],
    [t('created'), <When key="c" at={ctime} />],
    [
      t('kind'),
      isEphemeral(stat) ? (
        t('ephemeral')
      ) : (
        <span key="k" title={t('persistentWhy')}>
          {t('persistent')}
        </span>
      ),
    ],
    [
      t('owner'),
      isEphemeral(stat) ? (
        <span key="o" className="font-mono text-value">
          {ephemeralOwner}
        </span>
      ) : (
        <span key="o" className={more}>
          {t('none')}
        </span>
      ),
    ],
    [t('children'), words.number(stat.numChildren)],
  ]
  return (
    <dl
      className={`hidden shrink-0 grid-cols-2 gap-x-5 gap-y-2 border-t border-line bg-bg px-4 py-3 tabular-nums md:@sm:grid @2xl:grid-cols-4 ${isEditing ? '[@media(max-height:820px)]:hidden' : '[@media(max-height:560px)]:hidden'}`}
    >
      {facts.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="text-[11.5px] leading-4 text-faint">{label}</dt>
          <dd className="truncate">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function When({ at }: { at: number }) {
  const words = useWords()
  const common = useTranslations('common')
  if (at === 0) return common('never')
  return (
    <>
      <Ago at={at} /> <span className="text-faint">{words.moment(at)}</span>
    </>
  )
}
