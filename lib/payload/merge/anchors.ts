/** One line that stands once in each of three texts. */
export type Anchor = { readonly o: number; readonly a: number; readonly b: number }

/**
 * Lines that stand once in each text, in an order all three share. Between two of them a merge
 * looks at little: comparing whole texts takes quadratic time where lines repeat.
 */
export function findAnchors(
  o: readonly string[],
  a: readonly string[],
  b: readonly string[],
): Anchor[] {
  const [inA, inB] = [uniqueLines(a), uniqueLines(b)]
  const shared = [...uniqueLines(o)].flatMap(([line, at]): Anchor[] => {
    const [atA, atB] = [inA.get(line), inB.get(line)]
    return atA === undefined || atB === undefined ? [] : [{ o: at, a: atA, b: atB }]
  })
  return longestRise(longestRise(shared, 'a'), 'b')
}

function uniqueLines(lines: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  const twice = new Set<string>()
  lines.forEach((line, at) => {
    if (found.has(line)) twice.add(line)
    else found.set(line, at)
  })
  for (const line of twice) found.delete(line)
  return found
}

/** The longest subsequence of `anchors` whose `side` rises. */
function longestRise(anchors: readonly Anchor[], side: 'a' | 'b'): Anchor[] {
  type Link = { readonly anchor: Anchor; readonly before: Link | undefined }
  const tops: Link[] = []
  for (const anchor of anchors) {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tops[middle]?.anchor[side] ?? 0) < anchor[side]) low = middle + 1
      else high = middle
    }
    tops[low] = { anchor, before: tops[low - 1] }
  }
  const rise: Anchor[] = []
  for (let link = tops.at(-1); link; link = link.before) rise.push(link.anchor)
  return rise.reverse()
}
