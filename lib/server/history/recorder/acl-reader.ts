import { isCode, isOfOnePath } from '@/lib/server/cluster/is-code'
import { BoundedMap, weightOf } from '@/lib/server/collections/bounded-map'
import { type Packed, packAcl } from '@/lib/server/history/rows/content'
import type { RecordedAcl } from '@/lib/server/history/rows/latest-acls'
import {
  FIRST_ACL,
  type Found,
  isFound,
  type Look,
  type SeenAcl,
} from '@/lib/server/history/rows/observation'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { Reads } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { WINDOW } from './read-znodes'

/** Znodes whose ACL is remembered: of others the store is asked (I10). */
const CAPACITY = { entries: 50_000, bytes: 16_000_000, weight: weightOf }
/** Most znodes share a few ACLs: those are in memory once. */
const DISTINCT = {
  entries: 1_000,
  bytes: 4_000_000,
  weight: (key: string, { bytes }: Packed) => weightOf(key) + bytes.length,
}

type Asking = {
  readonly era: number
  readonly session: Reads
  readonly sealer: Sealer
  /** What the store knows of those that are not remembered. */
  readonly recorded: (paths: readonly ZnodePath[]) => Promise<Map<ZnodePath, RecordedAcl>>
  /** Whether the znode was created since it was recorded last. */
  readonly isNew?: (path: ZnodePath) => boolean
  /** Told of a znode that changed while its ACL was read. */
  readonly again: (path: ZnodePath) => void
}

/**
 * Adds the ACL to what was read of znodes. ZooKeeper is asked for those alone whose stat shows a
 * version of it that was not recorded: setACL sends no notification.
 */
export class AclReader {
  readonly #known = new BoundedMap<ZnodePath, RecordedAcl>(CAPACITY)
  #era = 0
  readonly #contents = new BoundedMap<string, Packed>(DISTINCT)

  /** Whether the ACL is another one than was read last, as far as that is remembered. */
  isOutdated(path: ZnodePath, stat: Stat): boolean {
    const known = this.#known.get(path)
    return known !== undefined && !isOf(known, stat)
  }

  async complete(looks: readonly Look[], asking: Asking): Promise<Look[]> {
    if (asking.era !== this.#era) this.#known.clear()
    this.#era = asking.era
    const found = looks.filter(isFound).filter(({ found: { stat } }) => !isEphemeral(stat))
    const before = await this.#recordedOf(found, asking)
    const stale = found.filter(({ path, found: { stat } }) => {
      const known = before.get(path)
      return !known?.content || !isOf(known, stat)
    })
    const read = await readAcls(asking, stale)
    return looks.map((each) => {
      if (!isFound(each) || isEphemeral(each.found.stat)) return each
      const known = before.get(each.path)
      const isSame = known?.content && isOf(known, each.found.stat)
      const acl = isSame ? known : this.#learn(each, read.get(each.path))
      const aclBefore = known?.czxid === each.found.stat.czxid ? known : undefined
      return { ...each, acl, aclBefore }
    })
  }

  /**
   * Of a znode that was created since, that it began with the version 0 of its ACL. Where it has
   * another one than is remembered, that may have been recorded by others: whoever set it through us.
   */
  async #recordedOf(found: readonly Found[], { recorded, isNew }: Asking) {
    const before = new Map<ZnodePath, RecordedAcl>()
    const unknown: ZnodePath[] = []
    for (const {
      path,
      found: { stat },
    } of found) {
      const known = this.#known.get(path)
      const isRemembered = known && (known.czxid === stat.czxid || !isNew?.(path))
      if (isRemembered) before.set(path, known)
      else if (isNew?.(path)) before.set(path, { czxid: stat.czxid, ...FIRST_ACL })
      if (isRemembered ? !isOf(known, stat) : !isNew?.(path)) unknown.push(path)
    }
    for (const [path, acl] of await recorded(unknown)) {
      const known = before.get(path)
      if (known?.czxid === acl.czxid && known.aversion >= acl.aversion) continue
      this.#known.set(path, acl)
      before.set(path, acl)
    }
    return before
  }

  /** Undefined where it changed meanwhile: nothing is said of it before the next look. */
  #learn({ path, found: { stat } }: Found, read: Packed | null | undefined): SeenAcl | undefined {
    if (read === undefined) return undefined
    const { czxid, aversion } = stat
    const content = read ? this.#shared(read) : null
    const known = this.#known.get(path)
    const isOlder = known?.czxid === czxid && known.aversion > aversion
    if (!isOlder) this.#known.set(path, { czxid, aversion, content })
    return { aversion, content }
  }

  #shared(read: Packed): Packed {
    const shared = this.#contents.get(read.hash) ?? read
    this.#contents.set(read.hash, shared)
    return shared
  }
}

function isOf({ czxid, aversion }: Pick<RecordedAcl, 'czxid' | 'aversion'>, stat: Stat): boolean {
  return czxid === stat.czxid && aversion === stat.aversion
}

/** Of each znode its ACL, null where that cannot be read; those that changed are left out. */
async function readAcls(
  { session, sealer, again }: Asking,
  found: readonly Found[],
): Promise<Map<ZnodePath, Packed | null>> {
  const acls = new Map<ZnodePath, Packed | null>()
  for (let start = 0; start < found.length; start += WINDOW) {
    const window = found.slice(start, start + WINDOW)
    const read = await Promise.all(window.map((each) => readAcl(session, each, sealer)))
    for (const [index, { path }] of window.entries()) {
      const acl = read[index]
      if (acl === undefined) again(path)
      else acls.set(path, acl)
    }
  }
  return acls
}

async function readAcl(
  session: Reads,
  { path, found }: Found,
  sealer: Sealer,
): Promise<Packed | null | undefined> {
  try {
    const { acl, stat } = (await session.getAcl(path)).value
    return isOf(stat, found.stat) ? packAcl(acl, sealer) : undefined
  } catch (error) {
    if (isCode(error, 'no-node')) return undefined
    // One that holds more than an answer may is as little known.
    if (isCode(error, 'no-auth') || isOfOnePath(error)) return null
    throw error
  }
}
