import type { Conflict, MergePiece } from './pieces'
import type { MapShape } from './shape'

type InMap = { readonly text: string; readonly shape: MapShape }

/**
 * The members of a map with the commas between them, laid out as `map` is. Undefined where it hangs
 * on the choices of a person which comma stands.
 */
export function withCommas(
  items: ReadonlyArray<readonly MergePiece[]>,
  map: InMap,
): MergePiece[] | undefined {
  const { open, between, close } = layoutOf(map)
  const there = items.filter((item) => !isGone(item))
  const first = there.find((item) => !isOptional(item))
  if (there.length > 1 && !first) return undefined
  const pieces: MergePiece[] = [same(there.length > 0 ? open : '{')]
  let isBehindFirst = false
  for (const item of items) {
    if (isGone(item) || there.length === 1) pieces.push(...item)
    else if (item === first) pieces.push(...item)
    else if (isBehindFirst) pieces.push(...parted(between, item, ''))
    else pieces.push(...parted('', item, between))
    if (item === first) isBehindFirst = true
  }
  return [...pieces, same(there.length > 0 ? close : '}')]
}

function same(text: string): MergePiece {
  return { kind: 'same', text }
}

function isGone([only, ...more]: readonly MergePiece[]): boolean {
  return more.length === 0 && only?.kind !== 'conflict' && only?.text === ''
}

/** Whether it is there hangs on what a person chooses. */
function isOptional([only]: readonly MergePiece[]): boolean {
  return only?.kind === 'conflict' && (only.mine === '' || only.theirs === '')
}

/** The comma of what one side added, or of what may not be there, belongs to it. */
function parted(before: string, item: readonly MergePiece[], behind: string): MergePiece[] {
  const [only] = item
  if (only?.kind === 'conflict' && only.unit === 'entry')
    return [partedConflict(before, only, behind)]
  const isAdded = only && only.kind !== 'same' && only.kind !== 'conflict' && only.base === ''
  if (only && isAdded && item.length === 1)
    return [{ ...only, text: `${before}${only.text}${behind}` }]
  return [same(before), ...item, same(behind)]
}

function partedConflict(before: string, conflict: Conflict, behind: string): Conflict {
  const part = (text: string) => (text === '' ? '' : `${before}${text}${behind}`)
  const { base, mine, theirs } = conflict
  return { ...conflict, base: part(base), mine: part(mine), theirs: part(theirs) }
}

/** The text around and between the members of a map, as its writer laid it out. */
function layoutOf({ text, shape: { start, end, members } }: InMap) {
  const [first, second] = members
  const last = members.at(-1)
  const open = text.slice(start, first ? first.start : start + 1)
  const close = last ? text.slice(last.end, end) : '}'
  const between = first && second ? text.slice(first.end, second.start) : `,${open.slice(1)}`
  return { open, close, between }
}
