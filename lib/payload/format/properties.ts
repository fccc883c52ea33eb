import { type PropertiesLine, propertiesLines } from '@/lib/payload/properties/lines'
import { pairLine, separatorOf } from './pair-lines'

/** A key with its escapes, what parts it from the value, and the value. */
const PAIR = /^((?:\\.|[^\\\s=:])+)([ \t\f]*=[ \t\f]*)([\s\S]*)$/

/**
 * A properties text without indentation, its pairs spaced alike. The blanks behind a value belong
 * to it and stay, and so do lines that continue another.
 */
export function layOut(text: string): string | undefined {
  const lines = propertiesLines(text)?.map((line) => partsOf(text, line))
  if (!lines) return undefined
  const separator = separatorOf(lines.flatMap(({ separator }) => separator ?? []))
  return lines
    .map(({ written, key, value }) => (key ? pairLine(key, separator, value) : written))
    .join('')
}

type Parts = {
  readonly written: string
  readonly key?: string
  readonly separator?: string
  readonly value: string
}

function partsOf(text: string, { start, end, pair, comment }: PropertiesLine): Parts {
  const whole = text.slice(start, end)
  const isBlank = !pair && comment === undefined
  const written = isBlank && /\\/.test(whole) ? whole : whole.replace(/^[ \t\f]+/, '')
  const [, key, separator, value = ''] = (pair && PAIR.exec(written)) || []
  if (!key || !separator || value.trim() === '') return { written, value }
  return { written, key, separator, value }
}
