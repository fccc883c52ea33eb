import 'server-only'
import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
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
  const are = identities.map(isNamedBy)
  const matching = acl.filter((entry) => isAnyone(entry) || are.some((is) => is(entry)))
  return new Set(matching.flatMap(({ permissions }) => permissions))
}

function isAnyone({ scheme, id }: AclEntry): boolean {
  return scheme === 'world' && id === 'anyone'
}

/** Tells whether an entry is of somebody. An ACL may have tens of thousands of them. */
function isNamedBy({ scheme, id }: Identity): (entry: AclEntry) => boolean {
  if (scheme === 'ip') {
    const address = addressOf(id)
    return (entry) => entry.scheme === 'ip' && isWithinSubnet(address, entry.id)
  }
  const isSuper = scheme === 'sasl' && id === 'super'
  return (entry) =>
    // In its place ZooKeeper puts who we are, where we showed that.
    entry.scheme === 'auth' || (entry.scheme === scheme && (isSuper || entry.id === id))
}

/** The parts of an address, each of so many bits. */
type Address = { readonly parts: readonly number[]; readonly bits: 8 | 16 }

/** Undefined where it is none. */
function addressOf(text: string): Address | undefined {
  const version = isIP(text)
  if (version === 4) return { parts: text.split('.').map(Number), bits: 8 }
  if (version === 0 || text.includes('%')) return undefined
  const [head = [], tail] = text.split('::').map(groupsOf)
  if (tail === undefined) return { parts: [...head], bits: 16 }
  const gap = Array<number>(8 - head.length - tail.length).fill(0)
  return { parts: [...head, ...gap, ...tail], bits: 16 }
}

/** The last two groups of an IPv6 address may be written as IPv4. */
function groupsOf(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return Number.parseInt(group, 16)
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

function isWithinSubnet(address: Address | undefined, subnet: string): boolean {
  const [base = '', length] = subnet.split('/')
  const of = addressOf(base)
  if (!address || !of || of.bits !== address.bits) return false
  const most = of.bits * of.parts.length
  const prefix = length === undefined ? most : Number(length)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > most) return false
  return of.parts.every((part, at) => {
    const left = Math.min(of.bits, Math.max(0, prefix - at * of.bits))
    const shift = of.bits - left
    return part >> shift === (address.parts[at] ?? 0) >> shift
  })
}

/** Beyond these, nobody looks through an ACL: whoever writes one chooses what it costs (I12). */
const MAX_ENTRIES = 5_000

/**
 * What we may do by the ACL of now, digests shown, and could not do by the other; null where that
 * cannot be told.
 */
export function rightsLost(
  identities: readonly Identity[] | undefined,
  { now, next }: { readonly now: readonly AclEntry[]; readonly next: readonly AclEntry[] },
): Permission[] | null {
  if (!identities || now.length + next.length > MAX_ENTRIES) return null
  const had = grantedTo(identities, now)
  const hasDigests = now.some(({ scheme }) => scheme === 'digest')
  // ZooKeeper shows digests to those alone who may administer the znode.
  if (hasDigests && !had.has('admin')) return null
  const has = grantedTo(identities, next)
  return PERMISSIONS.filter((permission) => had.has(permission) && !has.has(permission))
}
