import { iniLines } from '@/lib/payload/ini/lines'
import { propertiesLines } from '@/lib/payload/properties/lines'
import { behindHead, leaf, type Member, mapOf, type Shape } from './shape'

/** The keys of a properties text. */
export function shapeProperties(text: string): Shape | undefined {
  const lines = propertiesLines(text)
  if (!lines) return undefined
  const first = lines.find(({ pair }) => pair)
  const start = first ? behindHead(text, first.start) : text.length
  let at = start
  const members = lines.flatMap(({ pair, end }): Member[] => {
    if (!pair) return []
    const { rawKey, key: core, valueStart, valueEnd } = pair
    const member = { key: rawKey, core, start: at, end, value: leaf(valueStart, valueEnd) }
    at = end
    return [member]
  })
  return mapOf(members, { start, end: at })
}

/** The sections of an INI text, and the keys of each. */
export function shapeIni(text: string): Shape {
  const lines = iniLines(text)
  const first = lines.find(({ pair, section }) => pair || section !== undefined)
  const start = first ? behindHead(text, first.start) : text.length
  const top: Member[] = []
  let section: { key: string; start: number; header: number; pairs: Member[] } | undefined
  let at = start
  const close = () => {
    if (!section) return
    const { key, pairs, header } = section
    const value = mapOf(pairs, { start: header, end: at })
    top.push({ key, start: section.start, end: at, value })
  }
  for (const { pair, section: name, indent, end } of lines) {
    if (name !== undefined) {
      close()
      section = { key: indent + name, start: at, header: end, pairs: [] }
      at = end
    }
    if (!pair) continue
    const value = leaf(pair.valueStart, pair.valueEnd)
    const member = { key: indent + pair.key, start: at, end, value }
    ;(section?.pairs ?? top).push(member)
    at = end
  }
  close()
  return mapOf(top, { start, end: at })
}
