'use client'

import { Check, CircleX, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import type { PillState } from '@/components/cluster/pill-state'
import { TryNow } from '@/components/cluster/try-now'
import { shortAddress, useStateWords } from '@/components/cluster/use-state-words'
import { useProblemWords } from '@/components/format/use-problem-words'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { Dialog } from '@/components/ui/overlay/dialog'
import type { ClusterView, Missing } from '@/lib/client/live/cluster-view'
import { useClusterState } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { toDecimal } from '@/lib/znode/zxid'

const PARTS = ['stream', 'heartbeat', 'interest', 'reading', 'writing'] as const

/** What the pill's word rests on: each condition of “live”, each server, and what is done. */
export function StateDialog(props: { state: PillState; isReadOnly: boolean; onClose: () => void }) {
  const t = useTranslations('shell')
  const common = useTranslations('common')
  const cluster = useCluster()
  const view = useClusterState()
  const { nextTry } = useStateWords()
  const isLive = view.view === 'live'
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
      <Cause view={view} />
      <Section title={t('about.conditions')}>
        {[...PARTS, ...(isMissing(view, 'catch-up') ? (['catch-up'] as const) : [])].map((part) => (
          <Condition key={part} part={part} view={view} isReadOnly={props.isReadOnly} />
        ))}
      </Section>
      <Section title={t('about.servers')}>
        {cluster.servers.map((address) => (
          <Server key={address} address={address} view={view} />
        ))}
      </Section>
      <Facts view={view} />
      {isLive ? null : (
        <div className="mt-4 flex items-center justify-end gap-3">
          <span className="text-meta text-dim tabular-nums">{nextTry(view)}</span>
          <TryNow />
        </div>
      )}
    </Dialog>
  )
}

function isMissing(view: ClusterView, part: Missing['part']): boolean {
  return view.missing.some((lacking) => lacking.part === part)
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-3">
      <h3 className="mb-0.5 text-meta text-faint">{title}</h3>
      <ul>{children}</ul>
    </section>
  )
}

/** Why, what to do about it, and how the server or the system spelled it. */
function Cause({ view }: { view: ClusterView }) {
  const causes = useTranslations('cause')
  const cause = view.missing.find((lacking) => lacking.cause !== null)?.cause ?? view.cause
  if (!cause) return null
  return (
    <div className="mt-3 rounded-md bg-raise px-3 py-2">
      <p>
        <span className="inline-block font-semibold first-letter:uppercase">
          {causes(`${cause}.what`)}.
        </span>{' '}
        {causes(`${cause}.remedy`)}
      </p>
      {view.reason ? (
        <p className="mt-1 font-mono text-meta text-dim [overflow-wrap:anywhere]">
          <VisibleText text={view.reason} />
        </p>
      ) : null}
    </div>
  )
}

function Condition(props: { part: Missing['part']; view: ClusterView; isReadOnly: boolean }) {
  const t = useTranslations('shell')
  const words = useWords()
  const why = useWhy()
  const { part, view } = props
  const lacking = view.missing.find((each) => each.part === part)
  const label = t(`about.part.${part}`)
  if (lacking) {
    const { since } = lacking
    const isLong = since !== null && since >= 1_000
    const said = isLong ? t('about.unmetSince', { age: words.age(since) }) : t('about.unmet')
    return (
      <Row icon={<CircleX aria-hidden className="size-3.5 text-del" />} label={label}>
        {[said, why(lacking)].filter(Boolean).join(' · ')}
      </Row>
    )
  }
  const before = part === 'stream' ? undefined : openQuestion(view, part)
  if (before)
    return (
      <Row icon={<Minus aria-hidden className="size-3.5 text-faint" />} label={label}>
        {t(`about.${before}`)}
      </Row>
    )
  const isOff = part === 'writing' && props.isReadOnly
  const latency = part === 'heartbeat' ? view.latency : null
  return (
    <Row icon={<Check aria-hidden className="size-3.5 text-new" />} label={label}>
      {latency !== null
        ? t('state.latency', { ms: latency.toFixed(1) })
        : t(isOff ? 'about.offReadOnly' : 'about.met')}
    </Row>
  )
}

/** What has to be answered before anything can be said of `part`. */
function openQuestion(view: ClusterView, part: Missing['part']): 'unknown' | 'waits' | undefined {
  if (isMissing(view, 'stream')) return 'unknown'
  return part !== 'heartbeat' && isMissing(view, 'heartbeat') ? 'waits' : undefined
}

/** Why something lacks, where that is known. */
function useWhy() {
  const causes = useTranslations('cause')
  const wordsOf = useProblemWords()
  return ({ cause, problem }: Missing): string | undefined => {
    if (cause) return causes(`${cause}.what`)
    return problem ? wordsOf({ code: problem, status: 0 }) : undefined
  }
}

function Server({ address, view }: { address: string; view: ClusterView }) {
  const t = useTranslations('shell.about')
  const causes = useTranslations('cause')
  const words = useWords()
  const tried = view.servers.find((each) => each.address === address)
  const isConnected = view.server === address
  const said = isConnected
    ? t('connected')
    : tried?.cause
      ? t('tried', { what: causes(`${tried.cause}.what`), ago: words.ago(tried.at) })
      : t('untried')
  const tone = isConnected ? 'bg-new' : tried?.cause ? 'bg-del' : 'bg-faint'
  return (
    <Row
      icon={<span aria-hidden className={`size-[7px] rounded-full ${tone}`} />}
      label={<span className="font-mono text-value">{shortAddress(address)}</span>}
    >
      {said}
    </Row>
  )
}

function Row(props: { icon: ReactNode; label: ReactNode; children: ReactNode }) {
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-2 border-t border-line py-1 first:border-t-0">
      <span className="flex w-4 shrink-0 justify-center">{props.icon}</span>
      <span className="min-w-0">{props.label}</span>
      <span className="min-w-0 flex-1 text-right text-dim tabular-nums [overflow-wrap:anywhere]">
        {props.children}
      </span>
    </li>
  )
}

function Facts({ view }: { view: ClusterView }) {
  const t = useTranslations('shell.about')
  return (
    <>
      {view.unfollowed > 0 ? (
        <p className="mt-3 text-dim">{t('unfollowed', { count: view.unfollowed })}</p>
      ) : null}
      {view.session ? (
        <p className="mt-3 text-meta text-faint tabular-nums">
          {t('session')} <span className="font-mono">{view.session}</span> ·{' '}
          <span className="font-mono">{toDecimal(view.session)}</span>
        </p>
      ) : null}
    </>
  )
}
