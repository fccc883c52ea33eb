export type DiffLine = { readonly key: number; readonly line: string; readonly isNew: boolean }

/** What a comparison shows at most; a person scrolls no further. */
const MAX_LINES = 2_000

/**
 * The lines of `text`, marked where they are not also in `before`, counting repeats. Nothing is
 * aligned: a line that only moved is not marked.
 */
export function diffLines(before: string, text: string): DiffLine[] {
  const counts = new Map<string, number>()
  for (const line of before.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1)
  return text.split('\n', MAX_LINES).map((line, key) => {
    const left = counts.get(line) ?? 0
    counts.set(line, left - 1)
    return { key, line, isNew: left <= 0 }
  })
}
