import { visibleName } from '@/lib/znode/visible-name'

/** A znode's name or path as text: its own direction, nothing invisible, nothing interpreted. */
export function ZnodeName({ name }: { name: string }) {
  const pieces = visibleName(name)
  if (pieces.length === 1 && !pieces[0]?.hidden) return <bdi className="whitespace-pre">{name}</bdi>
  let offset = 0
  return (
    <bdi className="whitespace-pre">
      {pieces.map(({ text, hidden }) => {
        offset += text.length
        return hidden ? (
          <span key={offset} className="rounded-sm border border-edge px-0.5 text-[10px] text-chg">
            {text}
          </span>
        ) : (
          <bdi key={offset}>{text}</bdi>
        )
      })}
    </bdi>
  )
}
