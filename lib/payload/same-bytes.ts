/** Whether two stored values are the same to ZooKeeper; none and an empty one are not. */
export function areSameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (!a || !b) return a === b
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
