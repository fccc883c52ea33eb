import type { AclEntry, Permission } from '@/lib/znode/acl'

export type AclStep = {
  /** `scheme:id`, of a digest without its hash. */
  readonly who: string
  /** Permissions by their letters, as in ZooKeeper’s own shell; undefined: there was no entry. */
  readonly before?: string
  readonly after?: string
}

const LETTERS: ReadonlyArray<readonly [Permission, string]> = [
  ['create', 'c'],
  ['delete', 'd'],
  ['read', 'r'],
  ['write', 'w'],
  ['admin', 'a'],
]

/** Who may do something else since: each of them before and after. */
export function aclDifference(before: readonly AclEntry[], after: readonly AclEntry[]): AclStep[] {
  const [was, is] = [byWho(before), byWho(after)]
  const names = [...new Set([...is.keys(), ...was.keys()])]
  return names.flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)]
    if (old === now) return []
    const who = whoOf(key)
    return {
      who,
      ...(old !== undefined && { before: old }),
      ...(now !== undefined && { after: now }),
    }
  })
}

/** Somebody named twice may do what either entry allows. */
function byWho(acl: readonly AclEntry[]): Map<string, string> {
  const granted = new Map<string, readonly Permission[]>()
  for (const { scheme, id, permissions } of acl) {
    const key = `${scheme}:${id}`
    granted.set(key, [...(granted.get(key) ?? []), ...permissions])
  }
  return new Map([...granted].map(([key, permissions]) => [key, lettersOf(permissions)]))
}

function lettersOf(permissions: readonly Permission[]): string {
  const letters = LETTERS.filter(([permission]) => permissions.includes(permission))
  return letters.length === 0 ? '–' : letters.map(([, letter]) => letter).join('')
}

/** The hash of a password tells nobody anything; two of one user are told apart by the diff. */
function whoOf(key: string): string {
  const [scheme, user] = key.split(':')
  return scheme === 'digest' ? `${scheme}:${user}` : key
}
