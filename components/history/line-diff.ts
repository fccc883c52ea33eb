export type DiffRow = {
  readonly key: number
  readonly kind: 'same' | 'added' | 'removed'
  readonly line: string
  /** Line numbers, from 1; null where the line is not in that version. */
  readonly before: number | null
  readonly after: number | null
}

/** Beyond this many steps the middle counts as replaced: a person reads no such diff. */
const MOST_STEPS = 4_000_000

/** What became of each line: the longest common sequence of lines stays, the rest is told. */
export function diffLines(before: string, after: string): DiffRow[] {
  const a = before.split('\n')
  const b = after.split('\n')
  const rows: DiffRow[] = []
  const push = (kind: DiffRow['kind'], line: string, i: number | null, j: number | null) =>
    rows.push({ key: rows.length, kind, line, before: i, after: j })
  const start = commonStart(a, b)
  const end = commonEnd(a, b, start)
  const keep = longestCommon(a.slice(start, a.length - end), b.slice(start, b.length - end))
  let i = 0
  let j = 0
  const until = (nextA: number, nextB: number) => {
    for (; i < nextA; i++) push('removed', a[i] ?? '', i + 1, null)
    for (; j < nextB; j++) push('added', b[j] ?? '', null, j + 1)
  }
  const same = () => push('same', a[i] ?? '', ++i, ++j)
  while (i < start) same()
  for (const [fromA, fromB] of keep) {
    until(start + fromA, start + fromB)
    same()
  }
  until(a.length - end, b.length - end)
  while (i < a.length) same()
  return rows
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1
  return count
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start
  let count = 0
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1
  return count
}

/** The pairs of indices of a longest common subsequence; none when that is too much work. */
function longestCommon(a: readonly string[], b: readonly string[]): Array<[number, number]> {
  const width = b.length + 1
  if (a.length * b.length > MOST_STEPS) return []
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: Array<[number, number]> = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return pairs
}

export type DiffPart =
  | { readonly key: number; readonly kind: 'row'; readonly row: DiffRow }
  | { readonly key: number; readonly kind: 'fold'; readonly count: number }

/** Unchanged lines shown around a change. */
const CONTEXT = 3

/** The rows with long unchanged stretches folded. */
export function foldUnchanged(rows: readonly DiffRow[]): DiffPart[] {
  const near = new Set<number>()
  for (const [index, { kind }] of rows.entries())
    if (kind !== 'same')
      for (let each = index - CONTEXT; each <= index + CONTEXT; each++) near.add(each)
  const parts: DiffPart[] = []
  for (const [index, row] of rows.entries()) {
    const last = parts.at(-1)
    if (near.has(index)) parts.push({ key: index, kind: 'row', row })
    else if (last?.kind === 'fold') parts[parts.length - 1] = { ...last, count: last.count + 1 }
    else parts.push({ key: index, kind: 'fold', count: 1 })
  }
  return parts
}
