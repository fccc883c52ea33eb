'use client'

import { type KeyboardEvent, useRef } from 'react'
import type { TreeStore } from '@/lib/client/live/tree-store'
import { moveFor } from '@/lib/tree/navigate'
import type { RowSource } from '@/lib/tree/rows'
import type { ZnodePath } from '@/lib/znode/path'

/** Letters typed within this belong to one name (ms). */
const TYPING_MS = 600

type Options = {
  readonly tree: TreeStore
  readonly rows: RowSource
  /** Index of the row that has the focus. */
  readonly active: number
  /** Rows per page. */
  readonly page: () => number
  readonly onSelect: (path: ZnodePath) => void
}

/** The keyboard of the tree: the APG's keys, then type-ahead. Modified keys are somebody else's. */
export function useTreeKeys({ tree, rows, active, page, onSelect }: Options) {
  const typed = useRef({ text: '', at: 0 })
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
    const isTyping = event.timeStamp - typed.current.at < TYPING_MS && typed.current.text !== ''
    const isText = event.key.length === 1 && (isTyping || !' /?'.includes(event.key))
    if (isText) {
      const text = (isTyping ? typed.current.text : '') + event.key
      typed.current = { text, at: event.timeStamp }
      event.preventDefault()
      tree.typeAhead(text)
      return
    }
    const move = moveFor(event.key, rows, active, page())
    if (!move) return
    event.preventDefault()
    switch (move.type) {
      case 'focus': {
        const row = rows.rowAt(move.index)
        if (row) tree.focus(row.key)
        return
      }
      case 'open':
        return tree.expand(move.path)
      case 'close':
        return tree.collapse(move.path)
      case 'retry':
        return tree.retry(move.path)
      case 'select':
        return onSelect(move.path)
    }
  }
}
