import type { checkValue as checkOperation } from '@/lib/api/check'
import type { AnswerOf } from '@/lib/api/operation'
import type { ZnodePath } from '@/lib/znode/path'
import { ApiError, request } from './api'

type Violations = AnswerOf<typeof checkOperation>['violations']

/** Where the JSON `text` breaks the JSON Schema of its path; nothing where the server cannot say. */
export async function checkValue(
  cluster: string,
  path: ZnodePath,
  text: string,
  signal: AbortSignal,
): Promise<Violations> {
  try {
    const where = '/api/clusters/{cluster}/check'
    const body = { path, text }
    return (await request<typeof checkOperation>('POST', where, { cluster, body, signal }))
      .violations
  } catch (error) {
    if (error instanceof ApiError) return []
    throw error
  }
}
