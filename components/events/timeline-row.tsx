'use client'

import { Unplug } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { Ago } from '@/components/format/ago'
import { useChangeWords } from '@/components/format/change-words'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/navigation/place-link'
import { hintProps } from '@/components/ui/tip'
import type { Gap } from '@/lib/api/cluster'
import type { Change } from '@/lib/api/history'
import type { TimelineEvent } from '@/lib/client/live/timeline'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import { isInScope } from '@/lib/znode/recording'
import { isEphemeral, readableStat } from '@/lib/znode/stat'
import type { TimelineItem } from './timeline-items'
import { useEventWords } from './use-event-words'

const TONES: Record<TimelineEvent['kind'] | Change['kind'], string> = {
  created: 'text-new',
  recreated: 'text-new',
  changed: 'text-chg',
  acl: 'text-chg',
  restored: 'text-chg',
  deleted: 'text-del',
  vanished: 'text-del',
  seen: 'text-dim',
}

/** The height of a row (px). */
export const TIMELINE_ROW = 57

type RowProps = {
  readonly item: TimelineItem
  readonly top: number
  readonly position: number
  readonly total: number
  readonly onOpen: (path: ZnodePath) => void
}

/** One row of the timeline; a press on a change leads to its znode. */
export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { item, onOpen } = props
  return (
    <li
      aria-posinset={props.position}
      aria-setsize={props.total}
      style={{ top: props.top, height: TIMELINE_ROW }}
      className="absolute inset-x-0 border-b border-line"
    >
      {item.type === 'event' ? <Observed event={item.event} onOpen={onOpen} /> : null}
      {item.type === 'recorded' ? <Recorded change={item.change} onOpen={onOpen} /> : null}
      {item.type === 'gap' ? <Missing gap={item.gap} /> : null}
    </li>
  )
})

function Observed({ event, onOpen }: { event: TimelineEvent } & Pick<RowProps, 'onOpen'>) {
  const { what, more } = useEventWords()(event)
  return (
    <ChangeRow
      path={event.path}
      at={event.at}
      tone={TONES[event.kind]}
      what={what}
      notes={more}
      between={<Between event={event} onOpen={onOpen} />}
      onOpen={onOpen}
    />
  )
}

/** Versions that were not observed: a way to the history where it records them, else a loss. */
function Between({ event, onOpen }: { event: TimelineEvent } & Pick<RowProps, 'onOpen'>) {
  const t = useTranslations('events')
  const { recorded } = useCluster()
  const { path, unseen } = event
  const stat = readableStat(event.stat)
  if (unseen <= 0) return null
  const isRecorded = isInScope(recorded, path) && !(stat && isEphemeral(stat))
  if (!isRecorded) return <> · {t('unseen', { count: unseen })}</>
  return (
    <>
      {' '}
      ·{' '}
      <PlaceLink
        path={path}
        tab="history"
        onClick={() => onOpen(path)}
        className="relative z-10 text-accent underline hover:no-underline"
      >
        {t('between', { count: unseen })}
      </PlaceLink>
    </>
  )
}

/** A change of before this page was followed, as the history has it. */
function Recorded({ change, onOpen }: { change: Change } & Pick<RowProps, 'onOpen'>) {
  const t = useTranslations('events')
  const { what, notes } = useChangeWords()(change)
  const { person, reason } = change
  const by = person ? [t('by', { person }), ...(reason ? [`“${reason}”`] : [])] : []
  return (
    <ChangeRow
      path={change.path as ZnodePath}
      at={change.at}
      tone={TONES[change.kind]}
      what={what}
      notes={[...by, ...notes]}
      onOpen={onOpen}
    />
  )
}

function ChangeRow(props: {
  path: ZnodePath
  at: number
  tone: string
  what: string
  notes: readonly string[]
  between?: ReactNode
  onOpen: (path: ZnodePath) => void
}) {
  const { path, tone } = props
  return (
    <div className="relative grid grid-cols-[16px_1fr_auto] gap-x-2 px-3 py-2 hover:bg-raise">
      <span aria-hidden className={`mt-[7px] size-[7px] rounded-full bg-current ${tone}`} />
      <PlaceLink
        path={path}
        onClick={() => props.onOpen(path)}
        className="truncate font-mono text-value after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        <VisibleText text={nameOf(path) || '/'} cut />
      </PlaceLink>
      <span className="text-meta leading-5 text-faint tabular-nums">
        <Ago at={props.at} short />
      </span>
      <span className="col-span-2 col-start-2 flex text-meta whitespace-pre text-dim">
        <span className={`shrink-0 ${tone}`}>{props.what}</span>
        {' · '}
        <span className="min-w-1/3 font-mono">
          <VisibleText text={parentOf(path)} cut />
        </span>
        <span className="min-w-0 overflow-hidden text-ellipsis whitespace-pre">
          {props.between}
          {props.notes.map((note) => (
            <span key={note}>
              {' '}
              · <VisibleText text={note} />
            </span>
          ))}
        </span>
      </span>
    </div>
  )
}

/** A time in which nobody followed. */
function Missing({ gap }: { gap: Gap }) {
  const t = useTranslations('events.gap')
  const words = useWords()
  const { from, to, why } = gap
  const title =
    to === null
      ? t(`${why}Since`, { from: words.moment(from) })
      : t(why, { from: words.moment(from), to: words.moment(to) })
  return (
    <div
      className="grid grid-cols-[16px_1fr] gap-x-2 bg-raise px-3 py-2"
      {...hintProps(words.time(from))}
    >
      <Unplug aria-hidden className="mt-1 size-3.5 text-chg" />
      <span className="truncate">{title}</span>
      <span className="col-start-2 truncate text-meta text-dim">
        {t(why === 'unwatched' ? 'recorded' : 'missing')}
      </span>
    </div>
  )
}
