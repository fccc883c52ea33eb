import { visiblePieces } from '@/lib/znode/visible-text'

/** A name that ends in a sequence number, parted before it: that end is what tells names apart. */
const SEQUENTIAL = /^(.{8,}?)([A-Za-z]{0,12}[-_.]?\d{10})$/su

/**
 * A text that somebody else wrote (a name, a path, a reason, the id of an ACL): its own direction,
 * nothing invisible, nothing interpreted. `cut`: in a narrow row it gives way in the middle when it
 * ends in a sequence number, at its end otherwise.
 */
export function VisibleText({ text, cut = false }: { text: string; cut?: boolean }) {
  const [, head, tail] = (cut && SEQUENTIAL.exec(text)) || []
  if (!head || !tail) return <Pieces text={text} />
  return (
    <bdi className="inline-flex max-w-full align-bottom">
      <span className="min-w-0 truncate">
        <Pieces text={head} />
      </span>
      <span className="shrink-0">
        <Pieces text={tail} />
      </span>
    </bdi>
  )
}

function Pieces({ text }: { text: string }) {
  const pieces = visiblePieces(text)
  if (pieces.length === 1 && !pieces[0]?.hidden) return <bdi>{text}</bdi>
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
          <bdi key={offset}>{piece}</bdi>
        )
      })}
    </bdi>
  )
}
