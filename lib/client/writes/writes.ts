import type { Problem } from '@/lib/api/problem'
import type { LiveStore } from '@/lib/client/live/live-store'
import { toBase64 } from '@/lib/client/transport/base64'
import { browserSurroundings } from '@/lib/client/transport/browser-environment'
import type { Surroundings } from '@/lib/client/transport/environment'
import { ApiError } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'

/** Acknowledged by ZooKeeper, or why not. `outcome-unknown` is neither: the znode has to be read. */
export type Outcome<Done> =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly problem: Problem }

export type Written = { readonly path: ZnodePath; readonly stat: Stat; readonly zxid: Hex64 }
export type Deleted = { readonly path: ZnodePath; readonly zxid: Hex64 }

/** The incarnation and version that the person saw (I3). */
export type Seen = Pick<Stat, 'version' | 'czxid'> & Why

/** Why somebody writes, and the UUID by which it can be asked what became of it. */
type Why = { readonly reason?: string | undefined; readonly attempt?: string | undefined }

type Ports = Pick<Surroundings, 'request'>

/** What a new znode holds, null being no data, and the incarnation it brings back. */
export type Creation = {
  readonly data: Uint8Array | null
  readonly restores?: Hex64 | undefined
} & Why

/** Creates a persistent znode. The store shows it at once. */
export function createZnode(
  store: LiveStore,
  path: ZnodePath,
  { data, ...why }: Creation,
  { request }: Ports = browserSurroundings,
): Promise<Outcome<Written>> {
  return outcomeOf(async () => {
    const body = { path, data: toBase64(data), ...why }
    const answer = await request('createZnode', {
      cluster: store.cluster,
      body,
    })
    store.learn(answer.path, answer)
    return answer
  })
}

/** Sets the data of the znode, provided it is still what the person `seen`. */
export function setZnode(
  store: LiveStore,
  path: ZnodePath,
  data: Uint8Array | null,
  { version, czxid, reason, attempt }: Seen,
  { request }: Ports = browserSurroundings,
): Promise<Outcome<Written>> {
  return outcomeOf(async () => {
    const body = { path, data: toBase64(data), version, czxid, reason, attempt }
    const answer = await request('setZnode', {
      cluster: store.cluster,
      body,
    })
    store.learn(answer.path, answer)
    return answer
  })
}

/** Deletes a leaf, provided it is still what the person `seen`. */
export function deleteZnode(
  store: LiveStore,
  path: ZnodePath,
  { version, czxid, reason, attempt }: Seen,
  { request }: Ports = browserSurroundings,
): Promise<Outcome<Deleted>> {
  return outcomeOf(async () => {
    const body = { path, version, czxid, reason, attempt }
    const answer = await request('deleteZnode', {
      cluster: store.cluster,
      body,
    })
    store.learn(answer.path, { stat: null, zxid: answer.zxid })
    return answer
  })
}

/** Of a write: the problem that it ended with, if it did. */
export async function outcomeOf<Done extends object>(
  write: () => Promise<Done>,
): Promise<Outcome<Done>> {
  try {
    return { ok: true, ...(await write()) }
  } catch (error) {
    if (error instanceof ApiError) return { ok: false, problem: error.problem }
    throw error
  }
}
