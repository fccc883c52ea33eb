import type { checkValue as checkOperation } from '@/lib/api/check'
import type { AnswerOf } from '@/lib/api/operation'
import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'

type Checked = Pick<AnswerOf<typeof checkOperation>, 'violations'> & {
  /** Why it was not checked to the end; `failed` too where the server does not answer. */
  readonly unchecked: AnswerOf<typeof checkOperation>['unchecked']
}

/** Longer texts are not sent: the server would not check them. */
const MAX_TEXT_LENGTH = 2_000_000

/** Where the JSON `text` breaks the JSON Schema of its path. */
export async function checkValue(
  cluster: string,
  path: ZnodePath,
  text: string,
  signal: AbortSignal,
): Promise<Checked> {
  if (text.length > MAX_TEXT_LENGTH) return { violations: [], unchecked: 'too-large' }
  try {
    const body = { path, text }
    return await request('checkValue', { cluster, body, signal })
  } catch (error) {
    if (error instanceof ApiError) return { violations: [], unchecked: 'failed' }
    throw error
  }
}
