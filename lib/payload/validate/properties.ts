import { Pair, parseLines } from 'dot-properties'
import { type Finding, findingAt } from './finding'

/** What Java would stumble over, or silently decide, in a properties file. */
export function validateProperties(text: string): Finding[] {
  return [...badEscapes(text), ...doubleKeys(text)]
}

function badEscapes(text: string): Finding[] {
  const what = { severity: 'error', code: 'bad-escape' } as const
  return [...text.matchAll(/^(?!\s*[#!]).*$/gm)].flatMap((line) =>
    [...line[0].matchAll(/(?<!\\)(?:\\\\)*(\\u(?![0-9a-fA-F]{4}).{0,4})/g)].map((found) => {
      const from = line.index + found.index + found[0].length - (found[1]?.length ?? 0)
      return findingAt(text, { ...what, detail: found[1] ?? '' }, from, from + 2)
    }),
  )
}

function doubleKeys(text: string): Finding[] {
  const seen = new Set<string>()
  return parseLines(text, true).flatMap((node) => {
    if (!(node instanceof Pair)) return []
    const isDouble = seen.has(node.key)
    seen.add(node.key)
    const [from = 0, to = from] = node.range ?? []
    const what = { severity: 'warning', code: 'double-key', detail: node.key } as const
    return isDouble ? [findingAt(text, what, from, to)] : []
  })
}
