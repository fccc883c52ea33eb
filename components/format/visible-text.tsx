import type { ReactNode } from 'react'
import { visiblePieces } from '@/lib/znode/visible-text'

/** A name that ends in a sequence number, parted before it: that end is what tells names apart. */
const SEQUENTIAL = /^(.{8,}?)([A-Za-z]{0,12}[-_.]?\d{10})$/su

/**
 * A text that somebody else wrote (a name, a path, a reason, the id of an ACL): its own direction,
 * nothing invisible, nothing interpreted. `cut`: in a narrow row a path gives way at its beginning,
 * a name in the middle when it ends in a sequence number, any other at its end. `mark`: what was
 * searched for, whatever its case.
 */
export function VisibleText(props: { text: string; cut?: boolean; mark?: string }) {
  const { text, cut = false, mark = '' } = props
  if (cut && text.includes('/')) return <PathEnd path={text} mark={mark} />
  const [, head, tail] = (cut && SEQUENTIAL.exec(text)) || []
  if (!head || !tail) return <Pieces text={text} mark={mark} />
  return (
    <bdi className="inline-flex max-w-full align-bottom">
      <span className="min-w-0 truncate">
        <Pieces text={head} mark={mark} />
      </span>
      <span className="shrink-0">
        <Pieces text={tail} mark={mark} />
      </span>
    </bdi>
  )
}

/** One line that is cut at its other end: parts side by side would be copied and read as several. */
function PathEnd({ path, mark }: { path: string; mark: string }) {
  return (
    <bdi dir="rtl" className="inline-block max-w-full truncate whitespace-pre align-bottom">
      <bdi dir="ltr">
        <Pieces text={path} mark={mark} />
      </bdi>
    </bdi>
  )
}

function Pieces({ text, mark }: { text: string; mark: string }) {
  const pieces = visiblePieces(text)
  if (pieces.length === 1 && !pieces[0]?.hidden) return <bdi>{marked(text, mark)}</bdi>
  let offset = 0
  return (
    <bdi>
      {pieces.map(({ text: piece, hidden }) => {
        offset += piece.length
        return hidden ? (
          <span key={offset} className="rounded-sm border border-edge px-0.5 text-[10px] text-chg">
            {piece}
          </span>
        ) : (
          <bdi key={offset}>{marked(piece, mark)}</bdi>
        )
      })}
    </bdi>
  )
}

/** `text` with every place of `mark` in it stood out; a place that reaches over a piece is none. */
function marked(text: string, mark: string): ReactNode {
  const wanted = mark.toLowerCase()
  const lower = text.toLowerCase()
  if (wanted === '' || lower.length !== text.length || !lower.includes(wanted)) return text
  const parts: ReactNode[] = []
  let cursor = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, cursor)) {
    parts.push(text.slice(cursor, at))
    cursor = at + wanted.length
    parts.push(
      <mark key={at} className="rounded-xs bg-chg-bg text-inherit">
        {text.slice(at, cursor)}
      </mark>,
    )
  }
  return [...parts, text.slice(cursor)]
}
