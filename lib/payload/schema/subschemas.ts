/** A JSON Schema, or a part of one, as it was read: nothing of it is believed. */
export type Schema = Readonly<Record<string, unknown>>

import type { Step } from './place'

/** More parts than that, all together, help nobody; a schema may refer to itself. */
const MAX_PARTS = 100

/** The parts of a schema that say something about the value at `path` within a value of it. */
export function schemasAt(root: unknown, path: readonly Step[]): Schema[] {
  return path.reduce<Schema[]>(
    (parts, step) =>
      expand(
        root,
        parts.flatMap((part) => below(part, step)),
      ),
    expand(root, [root]),
  )
}

/** Those parts, and what they refer to or are put together from. */
function expand(root: unknown, parts: readonly unknown[]): Schema[] {
  const found = new Set<Schema>()
  const waiting = [...parts]
  while (waiting.length > 0 && found.size < MAX_PARTS) {
    const part = waiting.pop()
    if (!isSchema(part) || found.has(part)) continue
    found.add(part)
    const { $ref, then, else: otherwise, allOf, anyOf, oneOf } = part
    waiting.push(...[allOf, anyOf, oneOf].flatMap(listOf), then, otherwise, refer(root, $ref))
  }
  return [...found]
}

/** What a reference within the schema names. */
function refer(root: unknown, reference: unknown): unknown {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined
  if (reference === '#') return root
  const steps = reference.slice(1).split('/').slice(1)
  return steps.reduce<unknown>((part, step) => {
    const name = decodeStep(step)
    if (Array.isArray(part)) return part[Number(name)]
    return isSchema(part) && Object.hasOwn(part, name) ? part[name] : undefined
  }, root)
}

function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}

function below(part: Schema, step: Step): unknown[] {
  if (typeof step === 'number') {
    const { prefixItems, items } = part
    if (Array.isArray(items)) return [items[step]]
    return [listOf(prefixItems)[step] ?? items]
  }
  const named = isSchema(part.properties) && Object.hasOwn(part.properties, step)
  if (isSchema(part.properties) && named) return [part.properties[step]]
  return [...matching(part.patternProperties, step), part.additionalProperties]
}

function matching(patterns: unknown, name: string): unknown[] {
  if (!isSchema(patterns)) return []
  return Object.entries(patterns).flatMap(([pattern, part]) => {
    // A pattern of a schema is run on the server only: here a plain prefix is understood.
    const [, prefix] = /^\^([\w-]+)$/.exec(pattern) ?? []
    return prefix !== undefined && name.startsWith(prefix) ? [part] : []
  })
}

export function isSchema(part: unknown): part is Schema {
  return typeof part === 'object' && part !== null && !Array.isArray(part)
}

export function listOf(part: unknown): readonly unknown[] {
  return Array.isArray(part) ? part : []
}
