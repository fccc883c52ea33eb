/** Request types (ZooDefs.OpCode of 3.8 and 3.9). */
export const OP = {
  createWithoutStat: 1,
  delete: 2,
  exists: 3,
  getData: 4,
  setData: 5,
  getAcl: 6,
  setAcl: 7,
  sync: 9,
  ping: 11,
  getChildren: 12,
  check: 13,
  multi: 14,
  create: 15,
  checkWatches: 17,
  removeWatches: 18,
  createContainer: 19,
  createTtl: 21,
  auth: 100,
  sasl: 102,
  getEphemerals: 103,
  getAllChildrenNumber: 104,
  setWatches: 105,
  addWatch: 106,
  whoAmI: 107,
  closeSession: -11,
  error: -1,
} as const

/** Request ids with a meaning of their own; ordinary ones are positive. */
export const XID = {
  notification: -1,
  ping: -2,
  auth: -4,
  setWatches: -8,
} as const

/** The largest ordinary request id; the next one after it is 1. */
export const LAST_XID = 0x7fffffff

/** Names of the watch event types (Watcher.Event.EventType). */
export const EVENT_TYPES: ReadonlyMap<number, 'created' | 'deleted' | 'changed' | 'children'> =
  new Map([
    [1, 'created'],
    [2, 'deleted'],
    [3, 'changed'],
    [4, 'children'],
  ])
