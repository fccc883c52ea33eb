/**
 * Characters without ink, or that turn the direction of what follows, and every blank but U+0020:
 * all that a line of text does not show. Tabs and line ends are told apart from them.
 */
export const UNSEEN =
  /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'NUL'],
  [0x0d, 'CR'],
  [0x1b, 'ESC'],
  [0x85, 'NEL'],
  [0xa0, 'NBSP'],
  [0x200b, 'ZWSP'],
  [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'],
  [0x2028, 'LS'],
  [0x2029, 'PS'],
  [0xfeff, 'BOM'],
])

/** What stands for a character that is not seen: the name by which it is known, or its number. */
export function unseenName(code: number): string {
  return NAMES.get(code) ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

export type LineEnds = 'none' | 'lf' | 'crlf' | 'mixed'

/** How the lines of a text end. */
export function lineEndsOf(text: string): LineEnds {
  const crlf = text.includes('\r\n')
  const isMixed = /\r(?!\n)/.test(text) || (crlf && /(?<!\r)\n/.test(text))
  return isMixed ? 'mixed' : crlf ? 'crlf' : text.includes('\n') ? 'lf' : 'none'
}

/** What changed that a line of text does not show. */
export type UnseenChange =
  | { readonly kind: 'line-ends'; readonly before: LineEnds; readonly after: LineEnds }
  | { readonly kind: 'last-line-end' | 'byte-order-mark'; readonly isAdded: boolean }
  /** `name` stands so many times more, or less; first in `line` of where there are more. */
  | {
      readonly kind: 'character'
      readonly name: string
      readonly count: number
      readonly isAdded: boolean
      readonly line: number
    }
  /** So many lines read as before, but their letters are composed otherwise; the first of them. */
  | { readonly kind: 'composition'; readonly count: number; readonly line: number }
  /** Lines that end in blanks, or begin with a tab; places where letters of two scripts meet. */
  | {
      readonly kind: 'trailing' | 'tabs' | 'scripts'
      readonly before: number
      readonly after: number
    }

/** What differs between two texts that nobody sees, in the order of its weight. */
export function unseenChanges(before: string, after: string): UnseenChange[] {
  if (before === after) return []
  const [was, is] = [lineEndsOf(before), lineEndsOf(after)]
  const areOther = was !== is && was !== 'none' && is !== 'none'
  return [
    ...(areOther ? [{ kind: 'line-ends', before: was, after: is } as const] : []),
    ...endChange(before, after),
    ...markChange(before, after),
    ...characterChanges(before, after),
    ...compositionChange(before, after),
    ...countChange('scripts', TWO_SCRIPTS, before, after),
    ...countChange('trailing', /(?<![ \t])[ \t]+(?=\r?$)/gm, before, after),
    ...countChange('tabs', /^ *\t/gm, before, after),
  ]
}

function endChange(before: string, after: string): UnseenChange[] {
  const [was, is] = [before.endsWith('\n'), after.endsWith('\n')]
  const isTold = before !== '' && after !== '' && was !== is
  return isTold ? [{ kind: 'last-line-end', isAdded: is }] : []
}

function markChange(before: string, after: string): UnseenChange[] {
  const [was, is] = [before.startsWith('\ufeff'), after.startsWith('\ufeff')]
  const isTold = before !== '' && after !== '' && was !== is
  return isTold ? [{ kind: 'byte-order-mark', isAdded: is }] : []
}

/** So many characters are named, the others are seen in the lines. */
const MAX_NAMED = 5

function characterChanges(before: string, after: string): UnseenChange[] {
  const [was, is] = [countUnseen(before), countUnseen(after)]
  const codes = [...new Set([...is.keys(), ...was.keys()])]
  const changes = codes.flatMap((code): UnseenChange[] => {
    const count = (is.get(code)?.count ?? 0) - (was.get(code)?.count ?? 0)
    if (count === 0) return []
    const line = (count > 0 ? is : was).get(code)?.line ?? 1
    const isAdded = count > 0
    return [{ kind: 'character', name: unseenName(code), count: Math.abs(count), isAdded, line }]
  })
  return changes.slice(0, MAX_NAMED)
}

/** How often each stands in a text, and in which line first; line ends and a mark apart. */
function countUnseen(text: string): Map<number, { count: number; line: number }> {
  const found = new Map<number, { count: number; line: number }>()
  let [line, counted] = [1, 0]
  for (const { 0: character, index } of text.matchAll(UNSEEN)) {
    const isLineEnd = character === '\r' && text[index + 1] === '\n'
    if (isLineEnd || (index === 0 && character === '\ufeff')) continue
    line += text.slice(counted, index).split('\n').length - 1
    counted = index
    const code = character.codePointAt(0) ?? 0
    const known = found.get(code)
    if (known) known.count += 1
    else found.set(code, { count: 1, line })
  }
  return found
}

/** Letters that look like Latin ones, next to such: `p\u0430ss` has a Cyrillic a. */
const TWO_SCRIPTS =
  /(?<=\p{sc=Latin})[\p{sc=Cyrillic}\p{sc=Greek}]|[\p{sc=Cyrillic}\p{sc=Greek}](?=\p{sc=Latin})/gu

/** UAX #15: an é may be one character, or an e and an accent. */
function compositionChange(before: string, after: string): UnseenChange[] {
  if (isComposed(before) && isComposed(after)) return []
  const was = before.split('\n')
  const old = new Set(was)
  const composed = new Set(was.map((line) => line.normalize()))
  const changed = after
    .split('\n')
    .flatMap((text, at) => (!old.has(text) && composed.has(text.normalize()) ? [at + 1] : []))
  const [line] = changed
  return line === undefined ? [] : [{ kind: 'composition', count: changed.length, line }]
}

function isComposed(text: string): boolean {
  return text.normalize() === text
}

function countChange(
  kind: 'trailing' | 'tabs' | 'scripts',
  pattern: RegExp,
  before: string,
  after: string,
): UnseenChange[] {
  const count = (text: string) => text.match(pattern)?.length ?? 0
  const change = { kind, before: count(before), after: count(after) }
  return change.before === change.after ? [] : [change]
}
