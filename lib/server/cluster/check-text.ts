import type { ZnodePath } from '@/lib/znode/path'
import { matchesPattern } from '@/lib/znode/path-pattern'
import type { ValueSchema, Violation } from './value-schema'

/** The schemas that values at `path` have to follow. */
export function schemasOf(schemas: readonly ValueSchema[], path: ZnodePath): ValueSchema[] {
  return schemas.filter(({ paths }) => matchesPattern(paths, path))
}

/** Where a JSON text breaks the schemas of its path; nothing for what is not JSON. */
export function checkText(
  schemas: readonly ValueSchema[],
  path: ZnodePath,
  text: string,
): Violation[] {
  const named = schemasOf(schemas, path)
  if (named.length === 0) return []
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return named.flatMap(({ check }) => check(value))
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
