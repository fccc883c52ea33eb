'use client'

import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useWords } from '@/components/format/use-words'
import { ScrollRegion } from '@/components/ui/scroll-region'
import type { RecordedValue } from '@/lib/api/history'
import { toBytes } from '@/lib/client/base64'
import { decodeText } from '@/lib/payload/text'
import { type DiffPart, type DiffRow, diffLines, foldUnchanged } from './line-diff'

const TONES: Record<DiffRow['kind'], string> = {
  same: '',
  added: 'bg-new-bg',
  removed: 'bg-del-bg',
}
const SIGNS: Record<DiffRow['kind'], string> = { same: ' ', added: '+', removed: '−' }

/** Two recorded values compared line by line; what stayed is folded away. */
export function ValueDiff(props: { label: string; before: RecordedValue; after: RecordedValue }) {
  const { before, after } = props
  const old = textOf(before)
  const now = textOf(after)
  const parts = useMemo(() => partsOf(old, now), [old, now])
  if (now === undefined) return <NoDiff {...props} />
  return (
    <ScrollRegion label={props.label} className="min-h-0 flex-1 overflow-auto bg-panel py-1">
      {old === undefined ? <NoBefore before={before} /> : null}
      <div className="w-max min-w-full font-mono text-value">
        {parts.map((part) => (
          <Part key={part.key} part={part} />
        ))}
      </div>
    </ScrollRegion>
  )
}

/** What changed; the whole of the version where that cannot be told. */
function partsOf(old: string | undefined, now: string | undefined): DiffPart[] {
  if (now === undefined) return []
  if (old !== undefined) return foldUnchanged(diffLines(old, now))
  return diffLines(now, now).map((row) => ({ key: row.key, kind: 'row', row }))
}

/** A value as lines; no lines where there was none; undefined where it cannot be compared. */
function textOf({ state, data }: RecordedValue): string | undefined {
  if (state === 'absent' || state === 'none') return ''
  const bytes = state === 'kept' ? toBytes(data) : null
  return bytes ? decodeText(bytes) : undefined
}

function Part({ part }: { part: DiffPart }) {
  const t = useTranslations('history.diff')
  if (part.kind === 'fold')
    return (
      <p className="bg-bg px-3 py-0.5 text-meta text-faint">{t('folded', { count: part.count })}</p>
    )
  const { kind, line, before, after } = part.row
  return (
    <div className={`flex min-h-5 ${TONES[kind]}`}>
      <span
        aria-hidden
        className="flex w-20 shrink-0 justify-end gap-2 pr-2 text-faint select-none"
      >
        <span className="w-8 text-right">{before}</span>
        <span className="w-8 text-right">{after}</span>
      </span>
      <span aria-hidden className="w-4 shrink-0 select-none">
        {SIGNS[kind]}
      </span>
      {kind === 'same' ? null : <span className="sr-only">{t(kind)} </span>}
      <span className="pr-3 whitespace-pre">{line}</span>
    </div>
  )
}

/** Says why there is nothing to compare the version with. */
function NoBefore({ before }: { before: RecordedValue }) {
  const t = useTranslations('history')
  const value = before.state === 'kept' ? t('diff.bytes') : t(`state.${before.state}`)
  return <p className="px-4 pb-1 text-dim">{t('diff.before', { value })}</p>
}

/** Says of either side why it cannot be shown. */
function NoDiff({ before, after }: { before: RecordedValue; after: RecordedValue }) {
  const t = useTranslations('history')
  const words = useWords()
  const said = ({ state, data }: RecordedValue) =>
    state === 'kept' ? words.bytes(toBytes(data)?.length ?? 0) : t(`state.${state}`)
  return (
    <div className="flex flex-col gap-1 bg-panel px-4 py-3 text-dim">
      <p>{t('diff.notText')}</p>
      <p>{t('diff.before', { value: said(before) })}</p>
      <p>{t('diff.after', { value: said(after) })}</p>
    </div>
  )
}
