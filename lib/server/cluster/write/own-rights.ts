import 'server-only'
import { createHash } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import { openSession } from '@/lib/server/zookeeper/client/open-session'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import { type AclEntry, PERMISSIONS, type Permission } from '@/lib/znode/acl'

/** Somebody as an ACL names them. `super` is the superuser. */
export type Identity = { readonly scheme: string; readonly id: string }

/** Servers before 3.7 do not know the question; some answer nothing at all (ms). */
const PATIENCE_MS = 2_000
/** Who we are changes with the settings of the ensemble (ms). */
const KNOWN_MS = 60_000

type Known = { readonly until: number; readonly who: Promise<readonly Identity[] | undefined> }

const known = new WeakMap<ClusterConfig, Known>()

/**
 * Who the sessions of a cluster are to ZooKeeper; undefined where it does not tell. Asked in a
 * session of its own, because a server that does not know the question may hang up. `now`:
 * monotonic ms.
 */
export function whoWeAre(
  config: ClusterConfig,
  now = performance.now(),
): Promise<readonly Identity[] | undefined> {
  const last = known.get(config)
  if (last && last.until > now) return last.who
  const who = ask(config.session)
  known.set(config, { until: now + KNOWN_MS, who })
  return who
}

async function ask(options: SessionOptions): Promise<readonly Identity[] | undefined> {
  const operationTimeout = Math.min(options.operationTimeout, PATIENCE_MS)
  const session = openSession({ ...options, operationTimeout })
  try {
    return withDigests((await session.whoAmI()).value, options.auth)
  } catch {
    return undefined
  } finally {
    void session.close()
  }
}

/** ZooKeeper tells users without their digests; undefined where one is not of our own settings. */
function withDigests(
  told: readonly Identity[],
  auth: SessionOptions['auth'],
): readonly Identity[] | undefined {
  const own = auth.filter(({ scheme }) => scheme === 'digest').map((each) => each.credential)
  const others = told.filter(({ scheme }) => scheme !== 'digest')
  const users = told.filter(({ scheme }) => scheme === 'digest')
  const isOwn = users.every(({ id }) => own.some((each) => each.split(':', 1)[0] === id))
  if (!isOwn) return undefined
  return [...others, ...own.map((credential) => ({ scheme: 'digest', id: digestOf(credential) }))]
}

/** What ZooKeeper makes of `user:password`, unless it was told to hash otherwise. */
function digestOf(credential: string): string {
  const user = credential.split(':', 1)[0] ?? ''
  return `${user}:${createHash('sha1').update(credential, 'utf8').digest('base64')}`
}

/** What an ACL allows to whom has these identities, as ZooKeeper itself decides it. */
export function grantedTo(
  identities: readonly Identity[],
  acl: readonly AclEntry[],
): ReadonlySet<Permission> {
  if (acl.length === 0 || identities.some(({ scheme }) => scheme === 'super'))
    return new Set(PERMISSIONS)
  const matching = acl.filter((entry) => identities.some((identity) => isOf(entry, identity)))
  const anyone = acl.filter(({ scheme, id }) => scheme === 'world' && id === 'anyone')
  return new Set([...matching, ...anyone].flatMap(({ permissions }) => permissions))
}

function isOf(entry: AclEntry, { scheme, id }: Identity): boolean {
  if (entry.scheme !== scheme) return false
  if (scheme === 'ip') return isWithinSubnet(id, entry.id)
  return entry.id === id || (scheme === 'sasl' && id === 'super')
}

function isWithinSubnet(address: string, subnet: string): boolean {
  const [base = '', length] = subnet.split('/')
  const version = isIP(base)
  if (version === 0 || isIP(address) !== version) return false
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const most = version === 4 ? 32 : 128
  const prefix = length === undefined ? most : Number(length)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > most) return false
  const list = new BlockList()
  list.addSubnet(base, prefix, family)
  return list.check(address, family)
}

/**
 * What we may do by the ACL of now, digests shown, and could not do by the other; null where that
 * cannot be told.
 */
export function rightsLost(
  identities: readonly Identity[] | undefined,
  { now, next }: { readonly now: readonly AclEntry[]; readonly next: readonly AclEntry[] },
): Permission[] | null {
  if (!identities) return null
  const had = grantedTo(identities, now)
  const hasDigests = now.some(({ scheme }) => scheme === 'digest')
  // ZooKeeper shows digests to those alone who may administer the znode.
  if (hasDigests && !had.has('admin')) return null
  const has = grantedTo(identities, next)
  return PERMISSIONS.filter((permission) => had.has(permission) && !has.has(permission))
}
