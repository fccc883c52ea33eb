import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'

/** The JSON Schemas of `path`; none where the server cannot say. */
export async function readSchemas(
  cluster: string,
  path: ZnodePath,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  try {
    const input = { cluster, query: { path }, signal }
    return (await request('readSchemas', input)).schemas
  } catch (error) {
    if (error instanceof ApiError) return []
    throw error
  }
}
