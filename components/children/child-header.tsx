'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from '@/lib/messages/use-translations'
import { CHILD_SORTS, type ChildSort } from '@/lib/tree/child-order'
import { COLUMNS, HEADER_HEIGHT, OWNER, WIDE } from './columns'
import type { ChildViewing } from './use-child-view'

/** Where each column stands, as in the rows; `what` is no order. */
const HEADINGS: ReadonlyArray<{ id: ChildSort | 'what'; className?: string; isNumber?: boolean }> =
  [
    { id: 'name' },
    { id: 'what' },
    { id: 'size', isNumber: true },
    { id: 'children', isNumber: true, className: WIDE },
    { id: 'version', isNumber: true, className: WIDE },
    { id: 'modified', isNumber: true },
    { id: 'owner', className: OWNER },
  ]

/** What the columns are called in the reader's language. */
export function useColumnWords(): Record<ChildSort | 'what', string> {
  const t = useTranslations('node.children')
  const sorts = CHILD_SORTS.map((sort) => [sort, t(sort)])
  return { ...Object.fromEntries(sorts), what: t('preview') }
}

/** The heads of the columns; pressing one sorts by it, again the other way round. */
export function ChildHeader({ viewing }: { viewing: ChildViewing }) {
  const words = useColumnWords()
  const { sort, isDescending } = viewing.view
  const Arrow = isDescending ? ArrowDown : ArrowUp
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot
    <div role="rowgroup" className="sticky top-0 z-10 bg-panel">
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus */}
      <div
        role="row"
        aria-rowindex={1}
        className={`${COLUMNS} border-b border-line text-meta text-faint`}
        style={{ height: HEADER_HEIGHT }}
      >
        {HEADINGS.map(({ id, className = '', isNumber = false }) => (
          // biome-ignore lint/a11y/useSemanticElements: a cell of the table above
          // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
          <div
            key={id}
            role="columnheader"
            aria-sort={id === sort ? (isDescending ? 'descending' : 'ascending') : undefined}
            className={`min-w-0 ${className}`}
          >
            {id === 'what' ? (
              words.what
            ) : (
              <button
                type="button"
                onClick={() => viewing.sortBy(id)}
                className={`flex max-w-full items-center gap-1 rounded-sm hover:text-text ${isNumber ? 'ms-auto flex-row-reverse' : ''} ${id === sort ? 'text-text' : ''}`}
              >
                <span className="truncate">{words[id]}</span>
                {id === sort ? <Arrow aria-hidden className="size-3 shrink-0" /> : null}
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
