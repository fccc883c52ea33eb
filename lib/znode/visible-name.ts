/** A piece of a name: shown as it is, or characters that nobody would see, spelled out. */
export type NamePiece = { readonly text: string; readonly hidden: boolean }

/**
 * Format, control and separator characters (bidi overrides, zero-width joiners, line separators),
 * spaces other than U+0020, and U+0020 where it begins or ends the name.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|(?! )\p{Zs}|^ +| +$/gu

/** The pieces of `name`, such that two different names never look the same for want of ink. */
export function visibleName(name: string): NamePiece[] {
  const pieces: NamePiece[] = []
  let cursor = 0
  for (const { 0: found, index } of name.matchAll(HIDDEN)) {
    if (index > cursor) pieces.push({ text: name.slice(cursor, index), hidden: false })
    pieces.push({ text: spell(found), hidden: true })
    cursor = index + found.length
  }
  if (cursor < name.length) pieces.push({ text: name.slice(cursor), hidden: false })
  return pieces
}

function spell(characters: string): string {
  if (characters.startsWith(' ')) return '␣'.repeat(characters.length)
  return `U+${(characters.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
