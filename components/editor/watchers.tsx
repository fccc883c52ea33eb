'use client'

import { Eye } from 'lucide-react'
import { useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { VisibleText } from '@/components/format/visible-text'
import { Button } from '@/components/ui/button'
import { findWatchers, type ServerWatchers } from '@/lib/client/calls/find-watchers'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'

type Asked = 'not' | 'asking' | 'failed' | readonly ServerWatchers[]

/** Who else watches the znode, as the servers tell; asked on request, because it costs them. */
export function Watchers({ path }: { path: ZnodePath }) {
  const t = useTranslations('edit.watchers')
  const { id, servers } = useCluster()
  const [asked, setAsked] = useState<Asked>('not')
  const ask = () => {
    setAsked('asking')
    void findWatchers(id, path).then((found) => setAsked(found ?? 'failed'))
  }
  const isAsking = asked === 'asking'
  return (
    <section
      aria-label={t('label')}
      className="flex max-h-40 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 overflow-auto border-b border-line bg-panel px-3 py-1.5 text-meta"
    >
      <Button size="small" blocked={isAsking ? t('asking') : undefined} onClick={ask}>
        <Eye aria-hidden className="size-3" />
        {asked === 'not' ? t('show') : t('again')}
      </Button>
      <div role="status" className="min-w-0 flex-1 basis-60">
        {asked === 'not' ? (
          <p className="text-dim">{t('cost', { count: servers.length })}</p>
        ) : isAsking ? (
          <p className="text-dim">{t('asking')}</p>
        ) : asked === 'failed' ? (
          <p className="text-del">{t('failed')}</p>
        ) : (
          <Answers answers={asked} />
        )}
      </div>
    </section>
  )
}

function Answers({ answers }: { answers: readonly ServerWatchers[] }) {
  const t = useTranslations('edit.watchers')
  const told = answers.filter(({ outcome }) => outcome === 'answered')
  const sum = (count: (answer: ServerWatchers) => number) =>
    told.reduce((total, answer) => total + count(answer), 0)
  const above = sum((answer) => answer.above)
  const skipped = sum((answer) => answer.skipped)
  return (
    <>
      {told.length > 0 ? <p>{t('count', { count: sum(({ total }) => total) })}</p> : null}
      {told.map((answer) => (
        <Named key={answer.server} answer={answer} />
      ))}
      {skipped > 0 ? <p className="text-dim">{t('skipped', { count: skipped })}</p> : null}
      {above > 0 ? <p className="text-dim">{t('above', { count: above })}</p> : null}
      {answers.map(({ server, outcome }) =>
        outcome === 'answered' ? null : (
          <p key={server} className="text-dim">
            <span className="font-mono">
              <VisibleText text={server} />
            </span>{' '}
            {t(`outcome.${outcome}`)}
          </p>
        ),
      )}
    </>
  )
}

/** The sessions of one server, with the address each is connected from. */
function Named({ answer: { server, watchers, total } }: { answer: ServerWatchers }) {
  const t = useTranslations('edit.watchers')
  if (total === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-3" aria-label={t('at', { server })}>
      {watchers.map(({ session, address }) => (
        <li key={session} className="font-mono [overflow-wrap:anywhere]">
          {session}{' '}
          <span className="text-dim">
            <VisibleText text={address ?? t('noAddress')} />
          </span>
        </li>
      ))}
      {total > watchers.length ? (
        <li className="text-dim">{t('more', { count: total - watchers.length })}</li>
      ) : null}
    </ul>
  )
}
