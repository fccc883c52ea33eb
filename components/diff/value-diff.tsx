'use client'

import type { ReactNode } from 'react'
import { EditorLoader } from '@/components/code/editor-loader'
import { useWords } from '@/components/format/use-words'
import { CopyButton } from '@/components/ui/copy-button'
import type { RecordedValue } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ValuesCompared } from '@/lib/payload/compare-values'
import { likeness } from './alike'
import { Difference, DiffLayoutChoice } from './difference'
import { useDiffLayout } from './use-diff-layout'
import { bytesOf, type TwoValues, useValuesCompared } from './use-values-compared'

type Labels = { readonly before: string; readonly after: string }

/** Two recorded values compared as the editor's review compares, with what can be done above. */
export function ValueDiff(props: TwoValues & { labels: Labels; actions?: ReactNode }) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  const { before, after, labels } = props
  const areKnown = bytesOf(before) !== undefined && bytesOf(after) !== undefined
  const { compared, hasFailed } = useValuesCompared(props)
  const diff = useDiffLayout(areKnown ? compared : undefined)
  const text = compared?.kind === 'text' && after.state === 'kept' ? compared.after : undefined
  return (
    <section aria-label={t('diff.label')} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        {compared?.differ === 'yes' ? <DiffLayoutChoice {...diff} /> : null}
        <span className="flex-1" />
        {text === undefined ? null : (
          <CopyButton label={t('copy')} done={common('copied')} text={() => text} />
        )}
        {props.actions}
      </div>
      <div ref={diff.measure} className="flex min-h-0 flex-1 flex-col bg-panel">
        {!areKnown ? (
          <Unknown before={before} after={after} labels={labels} compared={compared} />
        ) : compared && compared.differ !== 'yes' ? (
          <Alike before={before} after={after} labels={labels} compared={compared} />
        ) : (
          <Difference
            compared={compared}
            hasFailed={hasFailed}
            format={compared?.format ?? 'text'}
            layout={diff.layout}
            labels={labels}
          />
        )}
      </div>
    </section>
  )
}

type Sides = {
  readonly before: RecordedValue
  readonly after: RecordedValue
  readonly labels: Labels
  readonly compared: ValuesCompared | undefined
}

/** One side is not known: says why, and shows the other. */
function Unknown(props: Sides) {
  const { before, after, labels, compared } = props
  const known = bytesOf(after) === undefined ? compared?.before : compared?.after
  return (
    <>
      <Said {...props} />
      {known ? (
        <EditorLoader
          text={known}
          format={compared?.format ?? 'text'}
          label={bytesOf(before) === undefined ? labels.after : labels.before}
          isEditable={false}
        />
      ) : null}
    </>
  )
}

/** Nothing differs to the eye: says what is so, and shows the one value. */
function Alike(props: Sides) {
  const t = useTranslations('history.diff')
  const { before, after, labels, compared } = props
  const said = likeness(before, after, compared?.differ ?? 'not')
  return (
    <>
      {said ? <p className="px-4 pt-2 text-dim">{t(said)}</p> : null}
      {said !== 'same' || after.state !== 'kept' ? <Said {...props} /> : null}
      {compared?.after ? (
        <EditorLoader
          text={compared.after}
          format={compared.format}
          label={labels.after}
          isEditable={false}
        />
      ) : null}
    </>
  )
}

/** What is known of either side, in words. */
function Said({ before, after, labels }: Sides) {
  const t = useTranslations('history.state')
  const words = useWords()
  const said = (value: RecordedValue) =>
    value.state === 'kept' ? words.bytes(bytesOf(value)?.length ?? 0) : t(value.state)
  return (
    <dl className="grid shrink-0 grid-cols-[auto_1fr] gap-x-3 px-4 py-2 [&_dt]:text-dim">
      <dt>{labels.before}</dt>
      <dd>{said(before)}</dd>
      <dt>{labels.after}</dt>
      <dd>{said(after)}</dd>
    </dl>
  )
}
