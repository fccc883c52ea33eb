import type { AnswerOf } from '@/lib/api/operation'
import type { readOutcome as operation } from '@/lib/api/outcome'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import { ERROR_CODES } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'

type Asked = { readonly path: ZnodePath; readonly attempt: string }

/** What became of the step of that write which concerns `path`. */
export async function readOutcome(
  db: Db,
  cluster: string,
  { path, attempt }: Asked,
): Promise<AnswerOf<typeof operation>> {
  const row = await db
    .selectFrom('intent')
    .leftJoin('version', 'version.intent', 'intent.id')
    .select(['intent.outcome', 'intent.code', 'version.version', 'version.czxid', 'version.kind'])
    .where('intent.cluster', '=', cluster)
    .where('intent.attempt', '=', attempt)
    .where('intent.path', '=', path)
    .orderBy('intent.step', 'desc')
    .executeTakeFirst()
  const made = row?.kind === 'deleted' ? undefined : row
  return {
    outcome: row ? (row.outcome ?? 'open') : 'none',
    code: ERROR_CODES.find((code) => code === row?.code) ?? null,
    version: made?.version ?? null,
    czxid: (made?.czxid ?? null) as Hex64 | null,
  }
}
