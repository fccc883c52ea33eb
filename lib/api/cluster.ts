import * as z from 'zod'
import { operation } from './operation'
import { ClusterId, Hex } from './values'

/** `live` only while a heartbeat answered within 4 s (I6). */
export const ClusterState = z
  .strictObject({
    state: z.enum(['idle', 'connecting', 'live', 'paused', 'refused']),
    /** Whether changes arrive by watch, or by polling because the server has no such watches. */
    feed: z.enum(['watch', 'poll']),
    /** ms since the last answered heartbeat, as the server measured it; null before the first. */
    age: z.number().nullable(),
    /** Round trip of the last heartbeat in ms. */
    latency: z.number().nullable(),
    /** Connected to a server that serves reads only. */
    readOnly: z.boolean(),
    session: Hex.nullable(),
    /** host:port of the server the watch session is connected to. */
    server: z.string().nullable(),
    zxid: Hex.nullable(),
    /** Why it is paused or refused, for the person. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'ClusterState' })

export type ClusterState = z.output<typeof ClusterState>

export const Cluster = z
  .strictObject({
    id: ClusterId,
    name: z.string(),
    servers: z.array(z.string()),
    chroot: z.string(),
    /** Vivarium refuses writes to it, whatever ZooKeeper would allow. */
    readOnly: z.boolean(),
    /** A write has to say why. */
    requireReason: z.boolean(),
    protectedPaths: z.array(z.string()),
    maxValueBytes: z.int(),
    /** Patterns of paths whose values have a JSON Schema. */
    schemas: z.array(z.string()),
    state: ClusterState,
  })
  .meta({ id: 'Cluster' })

export type Cluster = z.output<typeof Cluster>

export const listClusters = operation({
  id: 'listClusters',
  method: 'GET',
  path: '/api/clusters',
  summary: 'The configured clusters with their state',
  access: 'signed-in',
  query: z.strictObject({}),
  body: z.undefined(),
  answer: z.strictObject({ clusters: z.array(Cluster) }),
})
