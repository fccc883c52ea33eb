import { type ComponentProps, type ReactNode, useId } from 'react'

const FIELD =
  'w-full rounded-md border border-edge bg-bg px-2.5 text-text placeholder:text-faint aria-invalid:border-del'

/** A labelled text input with a line of help or, instead, of what is wrong. */
export function TextField(
  props: ComponentProps<'input'> & {
    label: string
    hint?: ReactNode
    problem?: string | undefined
  },
) {
  const { label, hint, problem, ...input } = props
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-meta text-dim">
        {label}
      </label>
      <input
        autoComplete="off"
        spellCheck={false}
        {...input}
        id={id}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-more`}
        className={`h-8 font-mono text-value pointer-coarse:h-11 ${FIELD}`}
      />
      <p id={`${id}-more`} className="min-h-4 text-meta text-faint">
        {problem === undefined ? hint : <span className="text-del">{problem}</span>}
      </p>
    </div>
  )
}

export function TextArea(
  props: ComponentProps<'textarea'> & {
    label: string
    hint?: ReactNode
    problem?: string | undefined
  },
) {
  const { label, hint, problem, ...area } = props
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-meta text-dim">
        {label}
      </label>
      <textarea
        spellCheck={false}
        rows={6}
        {...area}
        id={id}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-more`}
        className={`resize-y py-1.5 font-mono text-value ${FIELD}`}
      />
      <div id={`${id}-more`} className="min-h-4 text-meta text-faint">
        {problem === undefined ? null : <p className="text-del">{problem}</p>}
        {hint}
      </div>
    </div>
  )
}
