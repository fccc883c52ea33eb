'use client'

import { useId } from 'react'

/** One choice among a few, all of them visible. */
export function Segmented<Value extends string>(props: {
  label: string
  value: Value
  options: ReadonlyArray<{ value: Value; label: string }>
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="flex shrink-0 rounded-md border border-line bg-bg p-px">
      <legend className="sr-only">{props.label}</legend>
      {props.options.map((option) => (
        <label
          key={option.value}
          className="flex h-6 cursor-pointer items-center rounded-[5px] px-2 text-meta text-dim has-checked:bg-raise has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-9 pointer-coarse:px-3"
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
