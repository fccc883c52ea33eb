import * as z from 'zod'
import { CAUSES } from '@/lib/znode/cause'
import { operation, touch } from './operation'
import { ClusterId, Hex, Path } from './values'

/** Why something does not work, in one of the words that the screen has words for. */
export const CauseSchema = z.enum(CAUSES).meta({ id: 'Cause' })

/**
 * One of a cluster's ZooKeeper sessions. `closed`: nobody needs it; it is opened on demand.
 * `silent`: connected, and nothing is answered. `since`: ms it has been so.
 */
export const SessionState = z
  .strictObject({
    status: z.enum(['closed', 'connecting', 'connected', 'read-only', 'silent', 'refused']),
    since: z.number(),
    cause: CauseSchema.nullable(),
  })
  .meta({ id: 'SessionState' })

export type SessionState = z.output<typeof SessionState>

/** How the last attempt at one server ended, `at` ms ago; `cause` null: well. */
export const ServerState = z
  .strictObject({
    address: z.string(),
    at: z.number(),
    cause: CauseSchema.nullable(),
    /** One line in English. */
    detail: z.string(),
  })
  .meta({ id: 'ServerState' })

export type ServerState = z.output<typeof ServerState>

/**
 * A time (ms since 1970) in which changes may have gone unseen; `to` null: it lasts. `unwatched`:
 * nobody looked at the cluster.
 */
export const Gap = z
  .strictObject({
    from: z.number(),
    to: z.number().nullable(),
    why: z.enum(['no-contact', 'unwatched']),
  })
  .meta({ id: 'Gap' })

export type Gap = z.output<typeof Gap>

/**
 * `live` only while a heartbeat that was answered was sent within the last 4 s, everything on
 * screens is followed, and no session that is needed is missing (I6).
 */
export const ClusterState = z
  .strictObject({
    state: z.enum(['idle', 'connecting', 'live', 'paused', 'refused']),
    /** Whether changes arrive by watch, or by polling because the server has no such watches. */
    feed: z.enum(['watch', 'poll']),
    /** ms since the last heartbeat or request that was answered was sent; null before the first. */
    lastContact: z.number().nullable(),
    /** Round trip of the last heartbeat in ms. */
    latency: z.number().nullable(),
    /** Connected to a server that serves reads only. */
    readOnly: z.boolean(),
    session: Hex.nullable(),
    /** host:port of the server the watch session is connected to. */
    server: z.string().nullable(),
    zxid: Hex.nullable(),
    /** What is wrong; may be told of a live cluster, too, as that its chroot does not exist. */
    cause: CauseSchema.nullable(),
    /** The same in one line of English. */
    reason: z.string().nullable(),
    sessions: z.strictObject({ watch: SessionState, read: SessionState, write: SessionState }),
    /** The configured servers that were tried. */
    servers: z.array(ServerState),
    /** ms until the next attempt to connect; null while none is planned. */
    nextTry: z.number().nullable(),
    /** The newest time in which changes may have gone unseen. */
    gap: Gap.nullable(),
    /** Changes of znodes whose paths are too long to be followed, which were not looked at. */
    unfollowed: z.int(),
  })
  .meta({ id: 'ClusterState' })

export type ClusterState = z.output<typeof ClusterState>

/** What a cluster is for, as it is told apart at a glance. */
export const Environment = z
  .strictObject({
    name: z.string().trim().min(1).max(24),
    color: z.enum(['red', 'amber', 'green', 'blue', 'neutral']),
  })
  .meta({ id: 'Environment' })

export type Environment = z.output<typeof Environment>

export const Cluster = z
  .strictObject({
    id: ClusterId,
    name: z.string(),
    environment: Environment.nullable(),
    servers: z.array(z.string()),
    chroot: z.string(),
    /** Vivarium refuses writes to it, whatever ZooKeeper would allow. */
    readOnly: z.boolean(),
    /** A write has to say why. */
    requireReason: z.boolean(),
    protectedPaths: z.array(z.string()),
    recorded: z.strictObject({
      /** The subtrees whose changes are recorded, but for those within. */
      include: z.array(Path),
      exclude: z.array(Path),
      /** Subtrees of which values are not kept. */
      redact: z.array(Path),
      /** Larger values are not kept. */
      maxValueBytes: z.int(),
      /** Changes are kept for so long (ms), or shorter where there is no room for them. */
      keptMs: z.number().nullable(),
    }),
    maxValueBytes: z.int(),
    /** Patterns of paths whose values have a JSON Schema. */
    schemas: z.array(z.string()),
    state: ClusterState,
  })
  .meta({ id: 'Cluster' })

export type Cluster = z.output<typeof Cluster>

export const listClusters = operation({
  id: 'listClusters',
  summary: 'The configured clusters with their state',
  access: 'signed-in',
  touches: () => [],
  query: z.strictObject({}),
  body: z.undefined(),
  answer: z.strictObject({ clusters: z.array(Cluster) }),
})

export const reconnect = operation({
  id: 'reconnect',
  summary: 'Try to connect now, whatever pause is left; one attempt is under way at a time',
  access: 'of-cluster',
  touches: () => touch('read'),
  query: z.strictObject({}),
  body: z.strictObject({}),
  answer: ClusterState,
})
