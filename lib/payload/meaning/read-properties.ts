import { propertiesLines } from '@/lib/payload/properties/lines'
import { type Said, spellText } from './meaning'

/** What a properties text says to Java; to others, escapes are characters like any other. */
export function readProperties(text: string): Said | undefined {
  const lines = propertiesLines(text)
  if (!lines) return undefined
  const entries = lines.flatMap(({ pair }) => {
    if (!pair) return []
    const { key, value, rawKey, rawValue } = pair
    const said = { kind: 'scalar', text: spellText(rawValue), core: spellText(value) } as const
    return [{ key: rawKey, core: key, value: said }]
  })
  const comments = lines.flatMap(({ comment }) =>
    comment === undefined ? [] : [comment.trimEnd()],
  )
  return { root: { kind: 'map', entries }, comments }
}
