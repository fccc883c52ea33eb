import type { ComponentProps, ReactNode } from 'react'

/** A filter: its label is read, not shown. `trailing` holds its shortcut. */
export function SearchField(
  props: ComponentProps<'input'> & { label: string; trailing?: ReactNode },
) {
  const { label, trailing, ...input } = props
  return (
    <div className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-md border border-edge bg-bg px-2.5 focus-within:outline-2 focus-within:outline-accent pointer-coarse:h-10">
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        {...input}
        className="min-w-0 flex-1 bg-transparent text-text outline-none placeholder:text-faint"
      />
      {trailing ? <span className="text-faint">{trailing}</span> : null}
    </div>
  )
}
