/** One ACL entry. `permissions` in ZooKeeper's order; empty when the entry grants nothing. */
export type AclEntry = {
  readonly scheme: string
  readonly id: string
  readonly permissions: readonly Permission[]
}

export type Permission = 'read' | 'write' | 'create' | 'delete' | 'admin'

/** Bit of each permission (ZooDefs.Perms). */
const BITS: ReadonlyArray<readonly [Permission, number]> = [
  ['read', 1],
  ['write', 2],
  ['create', 4],
  ['delete', 8],
  ['admin', 16],
]

/** The permissions named by ZooKeeper's bit mask; unknown bits are left out. */
export function toPermissions(mask: number): Permission[] {
  return BITS.filter(([, bit]) => (mask & bit) !== 0).map(([permission]) => permission)
}

/** ZooKeeper's bit mask of `permissions`. */
export function toMask(permissions: readonly Permission[]): number {
  return BITS.reduce((mask, [name, bit]) => (permissions.includes(name) ? mask | bit : mask), 0)
}

/** world:anyone with every permission. */
export const OPEN_ACL: readonly AclEntry[] = [
  {
    scheme: 'world',
    id: 'anyone',
    permissions: ['read', 'write', 'create', 'delete', 'admin'],
  },
]
