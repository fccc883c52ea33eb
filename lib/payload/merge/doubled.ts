import type { Format } from '@/lib/payload/detect'
import { looseName } from '@/lib/payload/meaning/loose-keys'
import type { Entry, Meaning } from '@/lib/payload/meaning/meaning'
import type { Three } from './is-merge'
import { conflictsIn, join, type MergePiece } from './pieces'

/**
 * Whether a merged text has a key twice, to some reader, that none of the three texts has twice:
 * `yes` and `true` are one key to YAML 1.1, `Timeout` and `timeout` to most of what reads INI.
 */
export function doubledKeys(
  format: Format | 'hex',
  three: Three<Meaning>,
  merged: Meaning,
): boolean {
  const keyOf = format === 'yaml' ? yamlKey : format === 'ini' ? looseName : undefined
  if (!keyOf) return false
  const known = new Set(
    [three.base, three.mine, three.theirs].flatMap((side) => [...doubledIn(side, keyOf)]),
  )
  return [...doubledIn(merged, keyOf)].some((place) => !known.has(place))
}

function* doubledIn(
  meaning: Meaning,
  keyOf: (entry: Entry) => string,
  path = '',
): Generator<string> {
  if (meaning.kind !== 'map') return
  const seen = new Set<string>()
  for (const entry of meaning.entries) {
    const place = `${path}\n${keyOf(entry)}`
    if (seen.has(place)) yield place
    seen.add(place)
    yield* doubledIn(entry.value, keyOf, place)
  }
}

/** Numbers are alike to programs, whatever their kind; `y` is a truth to some. */
function yamlKey({ key, loose = key }: Entry): string {
  const [, kind, said = ''] = /^(\S+) (.*)$/s.exec(loose) ?? []
  if (kind === 'int' || kind === 'float') return `number ${Number(said)}`
  if (kind === 'bool') return said
  if (kind !== 'str' || key !== said) return loose
  if (/^[yY]$/.test(said)) return 'true'
  if (/^[nN]$/.test(said)) return 'false'
  // What readers of YAML 1.2 alone take for a number.
  const number = Number(said.replaceAll('_', ''))
  return said === '' || Number.isNaN(number) ? loose : `number ${number}`
}

/**
 * Whether a clean merge of texts whose keys nobody can read has a line of one name more often than
 * both meant: each added it where there was none, or it stands there twice and in none of them.
 */
export function hasDoubledLines(texts: Three<string>, pieces: readonly MergePiece[]): boolean {
  const merged = conflictsIn(pieces).length === 0 ? join(pieces, []) : undefined
  if (merged === undefined) return false
  const [base, mine, theirs] = [texts.base, texts.mine, texts.theirs].map(headsIn)
  return [...headsIn(merged)].some(([head, made]) => {
    const was = base?.get(head) ?? 0
    const most = Math.max(was, mine?.get(head) ?? 0, theirs?.get(head) ?? 0)
    return made > most && (was === 0 || most === 1)
  })
}

/** How many lines have each name. */
function headsIn(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of text.split(/\r\n?|\n/)) {
    const head = headOf(line)
    if (head !== undefined) counts.set(head, (counts.get(head) ?? 0) + 1)
  }
  return counts
}

const SETS = /^(?:export|set)\s+(?=[^\s=:])/i
const NAME = /^(?:"([^"]+)"|'([^']+)'|([^\s"'=:]+))\s*[=:](?!\/\/)/
const FIRST_WORD = /^["']?([^\s"';,]+)/

/** What a line sets, whatever it is written in: before `=` or `:`, else its first word. */
function headOf(line: string): string | undefined {
  const said = line.trim().replace(SETS, '')
  const [, double, single, plain] = NAME.exec(said) ?? []
  const head = double ?? single ?? plain?.replace(/[+?!]$/, '') ?? FIRST_WORD.exec(said)?.[1]
  return head !== undefined && /[\p{L}\p{N}]/u.test(head) ? head : undefined
}
