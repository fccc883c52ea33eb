/** What of a browser's storage keeps drafts and choices. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Browsers that keep nothing throw at the mere mention; on the server there is none. */
export function browserDrawer(): Drawer | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}
