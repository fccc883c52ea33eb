/**
 * Measures every contestant once per round, one at a time. The order turns by one each round, so
 * that no contestant always follows the same neighbour.
 */
export async function interleave<T>(
  contestants: readonly T[],
  rounds: number,
  measure: (contestant: T, round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const contestant of turned(contestants, round)) await measure(contestant, round)
  }
}

function turned<T>(items: readonly T[], by: number): T[] {
  const cut = items.length === 0 ? 0 : by % items.length
  return [...items.slice(cut), ...items.slice(0, cut)]
}
