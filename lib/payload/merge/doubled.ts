import type { Format } from '@/lib/payload/detect'
import type { Meaning } from '@/lib/payload/meaning/meaning'
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
  const keyOf = format === 'yaml' ? yamlKey : format === 'ini' ? iniKey : undefined
  if (!keyOf) return false
  const known = new Set(
    [three.base, three.mine, three.theirs].flatMap((side) => [...doubledIn(side, keyOf)]),
  )
  return [...doubledIn(merged, keyOf)].some((place) => !known.has(place))
}

function* doubledIn(
  meaning: Meaning,
  keyOf: (key: string) => string,
  path = '',
): Generator<string> {
  if (meaning.kind !== 'map') return
  const seen = new Set<string>()
  for (const { key, value } of meaning.entries) {
    const place = `${path}\n${keyOf(key)}`
    if (seen.has(place)) yield place
    seen.add(place)
    yield* doubledIn(value, keyOf, place)
  }
}

function yamlKey(key: string): string {
  if (/^"(?:[^"\\]|\\.)*"$/.test(key)) return `text ${JSON.parse(key)}`
  if (/^(?:y|yes|on|true)$/i.test(key)) return 'true'
  if (/^(?:n|no|off|false)$/i.test(key)) return 'false'
  const number = Number(key.replaceAll('_', ''))
  return Number.isNaN(number) ? `text ${key}` : String(number)
}

/** A header may be followed by more, which some take for a part of the name. */
function iniKey(key: string): string {
  return key
    .trim()
    .replace(/^\[([^\]]*)\].*$/, '$1')
    .toLowerCase()
}

const NAME = /^[ \t]*([\w.-]+)[ \t]*[:=]/gm

/** Whether a clean merge has lines `name=` or `name:` twice that none of the three texts has twice. */
export function hasDoubledLines(texts: Three<string>, pieces: readonly MergePiece[]): boolean {
  const merged = conflictsIn(pieces).length === 0 ? join(pieces, []) : undefined
  const known = new Set(Object.values(texts).flatMap((text) => [...twice(text)]))
  return merged !== undefined && [...twice(merged)].some((name) => !known.has(name))
}

function twice(text: string): Set<string> {
  const seen = new Set<string>()
  const found = new Set<string>()
  for (const [, name = ''] of text.matchAll(NAME)) {
    if (seen.has(name)) found.add(name)
    seen.add(name)
  }
  return found
}
