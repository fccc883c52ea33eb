/** Whether there is no data on one side and empty data on the other, and on which. */
export function emptinessChange(
  before: Uint8Array | null,
  after: Uint8Array | null,
): 'toEmpty' | 'toNone' | undefined {
  if (before === null && after?.length === 0) return 'toEmpty'
  return after === null && before?.length === 0 ? 'toNone' : undefined
}

/** Whether two stored values are the same to ZooKeeper; none and an empty one are not. */
export function areSameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (!a || !b) return a === b
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
