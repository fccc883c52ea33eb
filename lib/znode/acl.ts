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

/** All permissions, in ZooKeeper's order. */
export const PERMISSIONS: readonly Permission[] = BITS.map(([permission]) => permission)

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

/** What an entry lets anyone change who reaches the ensemble. */
export function changeableByAnyone({ scheme, permissions }: AclEntry): Permission[] {
  return scheme === 'world' ? permissions.filter((permission) => permission !== 'read') : []
}

/**
 * What each entry of an ACL lets anyone who reaches the ensemble change. Nothing of an ACL that
 * opens all to everybody and names nobody else: that is how znodes are made, and no news of one.
 */
export function openedToAnyone(acl: readonly AclEntry[]): (entry: AclEntry) => Permission[] {
  const isDefault = isSameAcl(acl, OPEN_ACL)
  return (entry) => (isDefault ? [] : changeableByAnyone(entry))
}

/** Whether an ACL lets nobody change it again, the superuser of the ensemble left aside. */
export function isFinalAcl(acl: readonly AclEntry[]): boolean {
  return acl.length > 0 && !acl.some(({ permissions }) => permissions.includes('admin'))
}

/** What ZooKeeper puts in place of a digest for those who may not administer the znode. */
const MASK = 'x'

/** The ACL without the digests of other people's passwords, as ZooKeeper itself masks them. */
export function maskDigests(acl: readonly AclEntry[]): AclEntry[] {
  return acl.map((entry) => {
    if (entry.scheme !== 'digest') return entry
    const [user = ''] = entry.id.split(':', 1)
    return { ...entry, id: `${user}:${MASK}` }
  })
}

/** Whether ZooKeeper stores another one: it puts who we are in place of `auth`. */
export function isRewritten(acl: readonly AclEntry[]): boolean {
  return acl.some(({ scheme }) => scheme === 'auth')
}

/** Whether both grant the same to the same, whatever the order: ZooKeeper folds what is doubled. */
export function isSameAcl(one: readonly AclEntry[], other: readonly AclEntry[]): boolean {
  const [had, has] = [one, other].map((acl) => new Set(acl.map(spellEntry)))
  return had?.size === has?.size && [...(had ?? [])].every((entry) => has?.has(entry))
}

/** One text for all ACLs that are the same. */
export function spellAcl(acl: readonly AclEntry[]): string {
  return [...new Set(acl.map(spellEntry))].sort().join()
}

function spellEntry({ scheme, id, permissions }: AclEntry): string {
  return JSON.stringify([scheme, id, toMask(permissions)])
}

/** Whether a digest was masked: such an ACL cannot be given to another znode. */
export function isMasked(acl: readonly AclEntry[]): boolean {
  return acl.some(({ scheme, id }) => scheme === 'digest' && id.endsWith(`:${MASK}`))
}
