'use client'

import { useId, useState } from 'react'
import { useTranslations } from '@/lib/messages/use-translations'
import { bothOf, type Conflict } from '@/lib/payload/merge/pieces'

type Choice = 'mine' | 'theirs' | 'both' | 'hand'

/** Where both changed the same: each side, and the ways to settle it. */
export function MergeConflict(props: {
  conflict: Conflict
  number: number
  total: number
  /** Undefined: not settled. */
  onSolve: (solution: string | undefined) => void
}) {
  const t = useTranslations('edit.merge')
  const { conflict, number, total, onSolve } = props
  const [choice, setChoice] = useState<Choice>()
  const [hand, setHand] = useState(conflict.mine)
  const name = useId()
  const choose = (next: Choice) => {
    setChoice(next)
    onSolve(next === 'hand' ? hand : solutionOf(conflict, next))
  }
  const write = (text: string) => {
    setHand(text)
    onSolve(text)
  }
  return (
    <fieldset className="mx-4 my-2 rounded-md border border-edge bg-bg">
      <legend className="ml-2 px-1 text-meta font-semibold text-chg">
        {t('conflict', { number, total })}
      </legend>
      <div className="grid gap-px @2xl:grid-cols-3">
        <Side title={t('side.base')} text={conflict.base} />
        <Side title={t('side.mine')} text={conflict.mine} tint="bg-accent-bg" />
        <Side title={t('side.theirs')} text={conflict.theirs} tint="bg-chg-bg" />
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-3 py-2">
        {choicesFor(conflict).map((value) => (
          <label key={value} className="flex min-h-6 cursor-pointer items-center gap-1.5">
            <input
              type="radio"
              name={name}
              checked={choice === value}
              onChange={() => choose(value)}
              className="accent-accent"
            />
            {t(`choice.${value}`)}
          </label>
        ))}
      </div>
      {choice === 'hand' ? (
        <textarea
          value={hand}
          spellCheck={false}
          aria-label={t('byHand', { number })}
          rows={Math.min(hand.split('\n').length + 1, 12)}
          onChange={(event) => write(event.target.value)}
          className="block w-full resize-y rounded-b-md border-t border-line bg-panel px-3 py-2 font-mono text-value text-text"
        />
      ) : null}
    </fieldset>
  )
}

function solutionOf(conflict: Conflict, choice: 'mine' | 'theirs' | 'both'): string | undefined {
  return choice === 'both' ? bothOf(conflict) : conflict[choice]
}

function choicesFor(conflict: Conflict): Choice[] {
  return bothOf(conflict) === undefined
    ? ['mine', 'theirs', 'hand']
    : ['mine', 'theirs', 'both', 'hand']
}

function Side({ title, text, tint = '' }: { title: string; text: string; tint?: string }) {
  const t = useTranslations('edit.merge')
  return (
    <div className="min-w-0">
      <p className="px-3 pt-1 text-meta text-dim">{title}</p>
      <pre
        className={`min-h-7 px-3 py-1 text-value whitespace-pre-wrap [overflow-wrap:anywhere] ${tint}`}
      >
        {text === '' ? <span className="text-faint italic">{t('nothing')}</span> : text}
      </pre>
    </div>
  )
}
