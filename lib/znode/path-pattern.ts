import type { ZnodePath } from './path'

/** A wildcard matches any text: within one name (`*`), or across names (`**`). */
const WILDCARD = /(\*\*|\*)/
const SLASH = 47
/** Places of a pattern that fit into one word of bits. */
const WORD = 31

/** Of each place of a pattern, one bit: how a path may go on from there. */
type Pattern = {
  readonly words: number
  readonly last: number
  /** Behind each character of the pattern's plain text: the place that it leads to. */
  readonly byCharacter: ReadonlyMap<number, Int32Array>
  /** Places that any character, and any but a slash, leaves as they are. */
  readonly anything: Int32Array
  readonly withinName: Int32Array
}

const NOWHERE = new Int32Array(0)

/**
 * Whether `path` is one that `pattern` means: `*` is any text without a slash, `**` any text. All
 * places that the path may have reached in the pattern move together (the Shift-And method), so
 * that the cost is the product of both lengths over 31, whatever their shapes.
 */
export function matchesPattern(pattern: string, path: ZnodePath): boolean {
  const { words, last, byCharacter, anything, withinName } = compile(pattern)
  const reached = new Int32Array(words)
  reached[0] = 1
  for (let index = 0; index < path.length; index++) {
    const code = path.charCodeAt(index)
    const next = byCharacter.get(code) ?? NOWHERE
    let carry = 0
    let isAnywhere = 0
    for (let word = 0; word < words; word++) {
      const before = reached[word] ?? 0
      const stays = (anything[word] ?? 0) | (code === SLASH ? 0 : (withinName[word] ?? 0))
      const now = (((before << 1) | carry) & (next[word] ?? 0)) | (before & stays)
      carry = (before >>> (WORD - 1)) & 1
      reached[word] = now
      isAnywhere |= now
    }
    if (isAnywhere === 0) return false
  }
  return has(reached, last)
}

function compile(pattern: string): Pattern {
  const parts = pattern.split(WILDCARD)
  const last = parts.reduce((sum, part) => sum + (part.startsWith('*') ? 0 : part.length), 0)
  const words = Math.floor(last / WORD) + 1
  const none = () => new Int32Array(words)
  const byCharacter = new Map<number, Int32Array>()
  const anything = none()
  const withinName = none()
  let place = 0
  for (const part of parts) {
    if (part === '**') add(anything, place)
    else if (part === '*') add(withinName, place)
    else
      for (let index = 0; index < part.length; index++) {
        const code = part.charCodeAt(index)
        const leads = byCharacter.get(code) ?? none()
        place += 1
        add(leads, place)
        byCharacter.set(code, leads)
      }
  }
  return { words, last, byCharacter, anything, withinName }
}

function add(places: Int32Array, place: number): void {
  const word = Math.floor(place / WORD)
  places[word] = (places[word] ?? 0) | (1 << (place % WORD))
}

function has(places: Int32Array, place: number): boolean {
  return ((places[Math.floor(place / WORD)] ?? 0) & (1 << (place % WORD))) !== 0
}
