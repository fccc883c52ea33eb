'use client'

import { useState } from 'react'
import { VisibleText } from '@/components/format/visible-text'
import { Kbd } from '@/components/ui/kbd'
import { useTranslations } from '@/lib/messages/use-translations'
import { type Step, spellPath } from '@/lib/payload/meaning/meaning'
import { bothOf, type Conflict } from '@/lib/payload/merge/pieces'

export type Choice = 'mine' | 'theirs' | 'hand' | 'both'

/** What a person made of a conflict; `text` takes its place. */
export type Solution = { readonly choice: Choice; readonly text: string }

/** A key that both changed, on one line: what it was, and what to make of it. */
export function MergeCard(props: {
  conflict: Conflict
  number: number
  total: number
  isCurrent: boolean
  solution: Solution | undefined
  onSolve: (solution: Solution) => void
  onFocus: () => void
}) {
  const t = useTranslations('edit.merge')
  const { conflict, number, total, isCurrent, solution, onSolve } = props
  const { base, mine, theirs } = shownOf(conflict)
  const name = conflict.path ? pathOf(conflict.path) || t('whole') : t('lines', { number })
  return (
    <fieldset
      aria-current={isCurrent}
      onFocus={props.onFocus}
      className="min-w-0 border-b border-line px-3 py-1.5 aria-current:bg-raise"
    >
      <legend className="sr-only">{t('conflict', { number, total })}</legend>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="text-value font-semibold text-key [overflow-wrap:anywhere]">
          <VisibleText text={name} />
        </code>
        <span className="min-w-0 text-meta text-dim">
          {t('was')} <Value text={base} />
        </span>
        <span className="flex min-w-0 flex-wrap gap-1.5">
          {choicesFor(conflict).map((choice, at) => (
            <button
              key={choice}
              type="button"
              aria-pressed={solution?.choice === choice}
              onClick={() => onSolve({ choice, text: textOf(conflict, choice, solution) })}
              className="flex min-h-6 max-w-full items-center gap-1.5 rounded-md border border-edge bg-panel px-2 text-meta aria-pressed:border-accent aria-pressed:bg-accent-bg"
            >
              <Kbd>{at + 1}</Kbd>
              {choice === 'mine' || choice === 'theirs' ? (
                <>
                  <Value text={choice === 'mine' ? mine : theirs} />
                  <span className="text-dim">{t(`choice.${choice}`)}</span>
                </>
              ) : (
                t(`choice.${choice}`)
              )}
            </button>
          ))}
        </span>
      </div>
      {solution?.choice === 'hand' ? (
        <ByHand
          label={t('byHand', { number })}
          text={solution.text}
          onChange={(text) => onSolve({ choice: 'hand', text })}
        />
      ) : null}
    </fieldset>
  )
}

/** In the order of the keys that choose them. */
export function choicesFor(conflict: Conflict): readonly Choice[] {
  const both = bothOf(conflict) === undefined ? [] : (['both'] as const)
  return ['mine', 'theirs', 'hand', ...both]
}

/** What a choice puts in the place of a conflict; writing begins with what is there. */
export function textOf(conflict: Conflict, choice: Choice, before: Solution | undefined): string {
  if (choice === 'both') return bothOf(conflict) ?? ''
  if (choice !== 'hand') return conflict[choice]
  return before?.text ?? (conflict.mine === '' ? conflict.theirs : conflict.mine)
}

type Shown = { readonly [Side in 'base' | 'mine' | 'theirs']: string | undefined }

/** Lines that are not there are told like a key that is not. */
function shownOf({ values, base, mine, theirs }: Conflict): Shown {
  return values ?? { base: base || undefined, mine: mine || undefined, theirs: theirs || undefined }
}

const MAX_SHOWN = 80

/** The value in one line; what does not fit is read in the text below. */
function Value({ text }: { text: string | undefined }) {
  const t = useTranslations('edit.merge')
  if (text === undefined) return <em className="text-dim">{t('nothing')}</em>
  const line = text.trim().replaceAll(/(?<!\s)\s*\n\s*/g, ' ')
  const shown = line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line
  return (
    <code className="min-w-0 text-value [overflow-wrap:anywhere]">
      <VisibleText text={shown} />
    </code>
  )
}

function ByHand(props: { label: string; text: string; onChange: (text: string) => void }) {
  const [isLong] = useState(props.text.includes('\n'))
  const shared = {
    value: props.text,
    spellCheck: false,
    'aria-label': props.label,
    autoFocus: true,
    className:
      'mt-1.5 w-full rounded-md border border-edge bg-panel px-2 py-1 font-mono text-value text-text',
  }
  if (!isLong) return <input {...shared} onChange={({ target }) => props.onChange(target.value)} />
  return (
    <textarea
      {...shared}
      rows={Math.min(props.text.split('\n').length + 1, 12)}
      onChange={({ target }) => props.onChange(target.value)}
    />
  )
}

/** A step is a key, and which one of several it is. */
function pathOf(path: readonly string[]): string {
  const steps = path.map((step): Step => {
    const [key = '', count = '1'] = step.split('\0')
    return count === '1' ? key : `${key}#${count}`
  })
  return spellPath(steps)
}
