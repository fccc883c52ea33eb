import * as z from 'zod'
import { ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'

/** A path that breaks ZooKeeper’s rules; the screen has its own words for it. */
const INVALID_PATH = 'invalid-path' satisfies ZnodeErrorCode

/** Of what a request breaks so much is told; lengths in characters. */
const MAX_ISSUES = 20
const MAX_MESSAGE = 300
const MAX_DETAIL = 2_000

/**
 * What a stranger sent, parsed. Throws `invalid-request` or `invalid-path`, which tell the first
 * of what is wrong. (zod’s own `parse` words and joins all of it, which a stranger makes large.)
 */
export function parseRequest<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema._zod.run({ value: given, issues: [] }, { async: false })
  if (parsed instanceof Promise) throw new z.core.$ZodAsyncError()
  if (parsed.issues.length === 0) return parsed.value as z.output<S>
  const isPath = parsed.issues.every(
    (issue) => issue.code === 'custom' && issue.params?.code === INVALID_PATH,
  )
  const detail = detailOf(parsed.issues)
  throw new ZnodeError(isPath ? INVALID_PATH : 'invalid-request', '', { detail })
}

function detailOf(issues: readonly z.core.$ZodRawIssue[]): string {
  const first = issues.slice(0, MAX_ISSUES).map((raw) => {
    const issue = z.core.util.finalizeIssue(raw, {}, z.core.config())
    return { ...issue, message: cut(issue.message, MAX_MESSAGE) }
  })
  const detail = cut(z.prettifyError(new z.ZodError(first)), MAX_DETAIL)
  const left = issues.length - first.length
  return left > 0 ? `${detail}\n… and ${left} more` : detail
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}
