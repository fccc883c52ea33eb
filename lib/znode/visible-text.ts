/** A piece of a text: shown as it is, or characters that nobody would see, spelled out. */
export type TextPiece = { readonly text: string; readonly hidden: boolean }

/**
 * Characters without ink, and those that turn the direction: format, control and separator
 * characters, lone surrogates, what Unicode says may be left out (variation selectors, fillers),
 * the blank Braille pattern, spaces other than U+0020; U+0020 where it begins or ends the text or
 * stands twice, because a line swallows it; marks that would sit on what is not their letter.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|^ +| +$| {2,}|(?<=^|[/\s])\p{M}/gu

/** Most texts: nothing hidden, and no letter that is written from right to left. */
const PLAIN =
  /^[!-~\u4e00-\u9fff\u3001\u3002\uff01-\uff5e](?: ?[!-~\u4e00-\u9fff\u3001\u3002\uff01-\uff5e])*$/

/** Letters whose direction would reorder what stands around them. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** The pieces of `text`, such that two different texts never look the same for want of ink. */
export function visiblePieces(text: string): TextPiece[] {
  if (PLAIN.test(text)) return [{ text, hidden: false }]
  const pieces: TextPiece[] = []
  let cursor = 0
  for (const { 0: found, index } of text.matchAll(HIDDEN)) {
    if (index > cursor) pieces.push({ text: text.slice(cursor, index), hidden: false })
    pieces.push({ text: spell(found), hidden: true })
    cursor = index + found.length
  }
  if (cursor < text.length) pieces.push({ text: text.slice(cursor), hidden: false })
  return pieces
}

/**
 * `text` for a place that takes no markup (a sentence, a title, an announcement): hidden characters
 * as `[U+202E]`, and, where its letters run from right to left, isolated from what stands around.
 */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text
  const shown = visiblePieces(text)
    .map((piece) => (piece.hidden ? `[${piece.text}]` : piece.text))
    .join('')
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown
}

function spell(characters: string): string {
  if (characters.startsWith(' ')) return '␣'.repeat(characters.length)
  return `U+${(characters.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
