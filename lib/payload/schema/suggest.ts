import type { Step } from './place'
import { isSchema, listOf, type Schema, schemasAt } from './subschemas'

/** What a schema says of a place, in its author's words. */
export type SchemaNote = { readonly detail: string; readonly description: string }

/** A key or a value that a schema allows. */
export type Suggestion = SchemaNote & {
  readonly kind: 'key' | 'value'
  /** The key itself, or the value as JSON spells it. */
  readonly text: string
  readonly isRequired: boolean
}

/** The keys that a schema names for the object at `path`, less those that are `present`. */
export function suggestKeys(
  root: unknown,
  path: readonly Step[],
  present: ReadonlySet<string>,
): Suggestion[] {
  const parts = schemasAt(root, path)
  const required = new Set(parts.flatMap((part) => listOf(part.required)))
  const names = new Set(
    parts.flatMap(({ properties }) => (isSchema(properties) ? Object.keys(properties) : [])),
  )
  return [...names]
    .filter((name) => !present.has(name))
    .map((name) => ({
      kind: 'key',
      text: name,
      isRequired: required.has(name),
      ...noteAt(root, [...path, name]),
    }))
}

/** The values that a schema names for the place at `path`. */
export function suggestValues(root: unknown, path: readonly Step[]): Suggestion[] {
  const parts = schemasAt(root, path)
  const values = new Map<string, unknown>()
  for (const value of parts.flatMap(valuesOf)) values.set(JSON.stringify(value), value)
  const { description } = noteAt(root, path)
  return [...values].map(([text, value]) => ({
    kind: 'value',
    text,
    isRequired: false,
    detail: parts.some((part) => part.default === value) ? 'default' : '',
    description,
  }))
}

/** What a schema says of the place at `path`. */
export function noteAt(root: unknown, path: readonly Step[]): SchemaNote {
  const parts = schemasAt(root, path)
  const texts = parts.flatMap(({ title, description }) =>
    [title, description].filter((text) => typeof text === 'string' && text !== ''),
  )
  return { detail: typesOf(parts), description: [...new Set(texts)].join('\n') }
}

/** `integer 1–65535`, `string | null`: what a value has to be, in the schema's own words. */
function typesOf(parts: readonly Schema[]): string {
  const types = new Set(
    parts.flatMap(({ type }) => (typeof type === 'string' ? [type] : listOf(type))),
  )
  const bounds = parts.flatMap(({ minimum, maximum }) => {
    const [least, most] = [minimum, maximum].map((bound) => typeof bound === 'number')
    if (least && most) return [`${minimum}–${maximum}`]
    return least ? [`≥ ${minimum}`] : most ? [`≤ ${maximum}`] : []
  })
  return [[...types].join(' | '), ...bounds].filter((each) => each !== '').join(' ')
}

function valuesOf(part: Schema): unknown[] {
  const { enum: options, const: only, default: usual, examples, type } = part
  const truths = type === 'boolean' ? [true, false] : []
  const single = [only, usual].filter((value) => value !== undefined)
  return [...listOf(options), ...single, ...listOf(examples), ...truths].filter(isScalar)
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}
