'use client'

import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { EditFormat } from '@/components/code/edit-format'
import { lazyPart } from '@/components/loading/lazy-part'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { useTranslations } from '@/lib/messages/use-translations'
import { outcomeOf } from '@/lib/payload/merge/outcome'
import { conflictsIn, join, type MergePiece } from '@/lib/payload/merge/pieces'
import { choicesFor, MergeCard, type Solution, textOf } from './merge-card'

const MergeText = lazyPart(() => import('./merge-text').then(({ MergeText }) => MergeText), {
  place: 'pane',
  waiting: () => <div className="min-h-24 flex-1 bg-panel" />,
})

/** What is to be chosen, key by key, above the text that comes of it. */
export function MergePane(props: {
  pieces: readonly MergePiece[]
  format: EditFormat
  /** The merged text once all is chosen; else how much is not. */
  footer: (merged: string | undefined, open: number) => ReactNode
}) {
  const t = useTranslations('edit.merge')
  const { pieces, format } = props
  const conflicts = useMemo(() => conflictsIn(pieces), [pieces])
  const ids = useMemo(() => conflicts.map((_, at) => `conflict ${at}`), [conflicts])
  const [solutions, setSolutions] = useState<readonly (Solution | undefined)[]>([])
  const [current, setCurrent] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const pane = useFocusOnMount<HTMLElement>()
  const texts = useMemo(() => conflicts.map((_, at) => solutions[at]?.text), [conflicts, solutions])
  const outcome = useMemo(() => outcomeOf(pieces, texts), [pieces, texts])
  const solve = (index: number, solution: Solution) => {
    setCurrent(index)
    setSolutions(conflicts.map((_, at) => (at === index ? solution : solutions[at])))
  }
  const goTo = (index: number) => {
    setCurrent(Math.min(Math.max(index, 0), conflicts.length - 1))
    list.current?.querySelectorAll('fieldset')[index]?.scrollIntoView({ block: 'nearest' })
  }
  const onKey = (event: KeyboardEvent) => {
    if (isTyping(event)) return
    const conflict = conflicts[current]
    const choice = conflict && choicesFor(conflict)[Number(event.key) - 1]
    if (event.key === 'n') goTo(current + 1)
    else if (event.key === 'p') goTo(current - 1)
    else if (choice) solve(current, { choice, text: textOf(conflict, choice, solutions[current]) })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const open = texts.filter((text) => text === undefined).length
  return (
    <section
      ref={pane}
      aria-label={t('conflicts')}
      tabIndex={-1}
      onKeyDown={onKey}
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      {conflicts.length > 0 ? (
        <div ref={list} className="max-h-[45%] shrink-0 overflow-y-auto border-b border-line bg-bg">
          {conflicts.map((conflict, at) => (
            <MergeCard
              key={ids[at]}
              conflict={conflict}
              number={at + 1}
              total={conflicts.length}
              isCurrent={at === current}
              solution={solutions[at]}
              onSolve={(solution) => solve(at, solution)}
              onFocus={() => setCurrent(at)}
            />
          ))}
        </div>
      ) : null}
      <Legend />
      <MergeText outcome={outcome} format={format} label={t('result')} current={current} />
      {props.footer(join(pieces, texts), open)}
    </section>
  )
}

/** Whether a key is meant for a field, or for the browser. */
function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isField = target instanceof Element && target.matches('input, textarea')
  return isField || ctrlKey || metaKey || altKey
}

const GROUNDS = { mine: 'bg-accent-bg', theirs: 'bg-chg-bg', both: 'bg-new-bg' } as const

/** Whose change each ground of the text is. */
function Legend() {
  const t = useTranslations('edit.merge')
  return (
    <p className="flex shrink-0 flex-wrap gap-x-4 bg-panel px-3 pt-1.5 text-meta text-dim">
      {(['mine', 'theirs', 'both'] as const).map((kind) => (
        <span key={kind} className="flex items-center gap-1.5">
          <span aria-hidden className={`size-3 rounded-sm border border-line ${GROUNDS[kind]}`} />
          {t(`whose.${kind}`)}
        </span>
      ))}
    </p>
  )
}
