import { propertiesLines } from '@/lib/payload/properties/lines'
import { type Finding, findingAt } from './finding'
import { logicalLines } from './properties-lines'

/** What Java would stumble over, or silently decide, in a properties file. */
export function validateProperties(text: string): Finding[] {
  return [...badEscapes(text), ...doubleKeys(text)]
}

const BAD_ESCAPE = /(?<!\\)(?:\\\\)*(\\u(?![0-9a-fA-F]{4}).{0,4})/gs

function badEscapes(text: string): Finding[] {
  const findings: Finding[] = []
  for (const line of logicalLines(text))
    for (const found of line.text.matchAll(BAD_ESCAPE)) {
      const detail = found[1] ?? ''
      const from = line.placeOf(found.index + found[0].length - detail.length)
      const what = { severity: 'error', code: 'bad-escape', detail } as const
      findings.push(findingAt(text, what, from, from + 2))
    }
  return findings
}

/** Of a text that Java refuses nothing is told but that. */
function doubleKeys(text: string): Finding[] {
  const seen = new Set<string>()
  return (propertiesLines(text) ?? []).flatMap(({ start, end, pair }) => {
    if (!pair) return []
    const isDouble = seen.has(pair.key)
    seen.add(pair.key)
    const what = { severity: 'warning', code: 'double-key', detail: pair.key } as const
    const to = start + text.slice(start, end).trimEnd().length
    const from = to - text.slice(start, to).trimStart().length
    return isDouble ? [findingAt(text, what, from, to)] : []
  })
}
