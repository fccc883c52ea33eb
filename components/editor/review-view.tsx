'use client'

import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import type { EditFormat } from '@/components/code/edit-format'
import { Difference, DiffLayoutChoice } from '@/components/diff/difference'
import { type Compared, useComparison } from '@/components/diff/use-comparison'
import { useDiffLayout } from '@/components/diff/use-diff-layout'
import { useFindingWords } from '@/components/editor/check/use-finding-words'
import type { Validity } from '@/components/editor/check/use-validity'
import type { Merging } from '@/components/editor/merge/use-merge'
import type { Editing } from '@/components/editor/session/use-edit-session'
import { MOD } from '@/components/navigation/mod-key'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { type ReasonState, useReason } from '@/components/write/use-reason'
import type { Mine } from '@/lib/client/drafts/unsaved-edit'
import { useTranslations } from '@/lib/messages/use-translations'
import { areSameBytes, emptinessChange } from '@/lib/payload/same-bytes'
import { judgeSize } from '@/lib/payload/size'
import type { ZnodePath } from '@/lib/znode/path'
import { MergeLabel, SizeVerdict } from './edit-bar'
import { Watchers } from './watchers'

type ReviewProps = {
  readonly path: ZnodePath
  readonly editing: Editing
  readonly mine: Mine
  readonly format: EditFormat
  readonly validity: Validity
  readonly blocked: string | undefined
  readonly merging: Merging
}

/** What the edit changes, and why, before anything is sent. */
export function ReviewView(props: ReviewProps) {
  const t = useTranslations('edit')
  const { editing, mine, format } = props
  const { compared, hasFailed } = useComparison(mine, format)
  const diff = useDiffLayout(compared)
  const { made } = compared ?? {}
  const emptiness = made?.ok ? emptinessChange(mine.base.data, made.data) : undefined
  const { section, reason } = useFocusOnReason()
  const why = useReason(mine.reason, editing.giveReason)
  const busy = useBusyWords(editing)
  const whyNot = useWhyNot(
    props,
    compared,
    why.missing ?? (hasFailed ? t('diff.failed') : undefined),
  )
  const isGone = editing.clash.kind === 'gone'
  const save = () => {
    if (editing.clash.kind === 'moved') editing.go('merging')
    else if (whyNot === undefined) (isGone ? editing.recreate : editing.save)(why.reason)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') editing.go('writing')
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    save()
  }
  return (
    <section
      ref={section}
      aria-label={t('reviewTitle')}
      tabIndex={-1}
      onKeyDown={onKey}
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-3 py-1.5">
        <h2 className="font-semibold">{t('reviewTitle')}</h2>
        <span className="flex-1" />
        {made?.ok ? <SizeVerdict bytes={made.data?.length ?? 0} /> : null}
        <DiffLayoutChoice {...diff} />
      </div>
      <Watchers path={props.path} />
      <div ref={diff.measure} className="flex min-h-0 flex-1 flex-col">
        {emptiness ? (
          <p className="flex-1 bg-panel px-4 py-3">{t(`diff.${emptiness}`)}</p>
        ) : (
          <Difference
            compared={compared}
            hasFailed={hasFailed}
            format={format}
            layout={diff.layout}
            labels={{
              before: t('diff.before', { version: mine.base.version }),
              after: t('diff.after'),
            }}
          />
        )}
      </div>
      <SaveForm {...props} whyNot={whyNot} why={why} field={reason} onSave={save} />
      <span className="sr-only" role="status">
        {busy}
      </span>
    </section>
  )
}

/** The reason is typed at once; on a touch screen a keyboard would cover the difference. */
function useFocusOnReason() {
  const section = useRef<HTMLElement>(null)
  const reason = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const isTouch = matchMedia('(pointer: coarse)').matches
    const target = isTouch ? section : reason
    target.current?.focus()
  }, [])
  return { section, reason }
}

type WhyNot = { readonly words: string /** Over in a moment. */; readonly isPassing: boolean }

/** Why what is reviewed cannot be saved. */
function useWhyNot(
  props: ReviewProps,
  compared: Compared | undefined,
  missing: string | undefined,
): WhyNot | undefined {
  const t = useTranslations('edit')
  const busy = useBusyWords(props.editing)
  const lasting = useLastingReason(props, compared)
  if (busy !== undefined) return { words: busy, isPassing: true }
  if (lasting !== undefined) return { words: lasting, isPassing: false }
  if (missing !== undefined) return { words: missing, isPassing: false }
  const isKnown = compared !== undefined && !props.validity.isChecking
  return isKnown ? undefined : { words: t('checking'), isPassing: true }
}

/** What keeps the editor from sending anything: a save under way, or in doubt. */
function useBusyWords({ session: { phase } }: ReviewProps['editing']): string | undefined {
  const t = useTranslations('edit')
  const doubt = useTranslations('doubt')
  if (phase === 'editing') return undefined
  return phase === 'doubting' ? doubt('button') : t('saving')
}

function useLastingReason({ editing, mine, blocked, validity }: ReviewProps, compared?: Compared) {
  const t = useTranslations('edit')
  const words = useFindingWords()
  const { maxValueBytes } = useCluster()
  const { clash } = editing
  const { made } = compared ?? {}
  if (blocked !== undefined) return blocked
  // What was there before may come back as it was.
  if (validity.blocking && mine.exact === undefined) return words(validity.blocking)
  if (made && !made.ok) return t(`unsavable.${made.refusal}`)
  if (made && clash.kind !== 'gone' && areSameBytes(made.data, mine.base.data))
    return t('sameBytes')
  const size = made?.data?.length ?? 0
  return judgeSize(size, maxValueBytes) === 'over' ? t('tooLarge') : undefined
}

function SaveForm(
  props: ReviewProps & {
    whyNot: WhyNot | undefined
    why: ReasonState
    field: RefObject<HTMLInputElement | null>
    onSave: () => void
  },
) {
  const t = useTranslations('edit')
  const { name } = useCluster()
  const { editing, why, whyNot } = props
  const isGone = editing.clash.kind === 'gone'
  const hasMoved = editing.clash.kind === 'moved'
  const busy = useBusyWords(editing)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onSave()
  }
  return (
    <form
      onSubmit={submit}
      className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-bg px-3 py-2"
    >
      <label className="flex min-w-0 flex-1 basis-56 items-center gap-2">
        <span className="shrink-0 text-meta text-dim">{t('reason')}</span>
        <input
          ref={props.field}
          value={why.text}
          maxLength={500}
          autoComplete="off"
          placeholder={why.hint}
          onChange={(event) => why.setText(event.target.value)}
          className="h-7 w-full min-w-0 rounded-md border border-edge bg-panel px-2.5 text-text placeholder:text-faint pointer-coarse:h-10"
        />
      </label>
      {whyNot && !whyNot.isPassing && !hasMoved ? (
        <p className="order-last basis-full text-meta text-del">{whyNot.words}</p>
      ) : null}
      {isGone ? <p className="order-last basis-full text-meta text-dim">{t('gone.acl')}</p> : null}
      <span className="flex grow justify-end gap-2 sm:grow-0">
        <Button onClick={() => editing.go('writing')}>{t('back')}</Button>
        <Button variant="primary" type="submit" blocked={hasMoved ? undefined : whyNot?.words}>
          {hasMoved ? (
            <MergeLabel merging={props.merging} />
          ) : (
            (busy ?? (isGone ? t('gone.recreate') : t('save', { cluster: name })))
          )}
          <Kbd>{MOD}↵</Kbd>
        </Button>
      </span>
    </form>
  )
}
