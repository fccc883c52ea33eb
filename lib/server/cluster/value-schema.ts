import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** Where a value breaks its JSON Schema, as a JSON pointer, and how, in the validator's words. */
export type Violation = { readonly pointer: string; readonly message: string }

/** The JSON Schema that values at some paths have to follow. */
export type ValueSchema = {
  /** A pattern of paths: `*` within a name, `**` across names. */
  readonly paths: string
  /** As it was read. */
  readonly schema: object | boolean
  readonly check: (value: unknown) => Violation[]
}

/** A list longer than this helps nobody. */
const MAX_VIOLATIONS = 50

/** Compiles a schema of draft 2020-12, or of draft 7 where it says so. Throws on an invalid one. */
export function valueSchema(paths: string, schema: object | boolean): ValueSchema {
  const dialect = typeof schema === 'object' && '$schema' in schema ? String(schema.$schema) : ''
  const options = { allErrors: true, strict: false, validateFormats: false } as const
  const ajv = /draft-0[67]/.test(dialect) ? new Ajv(options) : new Ajv2020(options)
  const validate = ajv.compile(schema)
  return {
    paths,
    schema,
    check: (value) => {
      if (validate(value)) return []
      return (validate.errors ?? []).slice(0, MAX_VIOLATIONS).map(({ instancePath, message }) => ({
        pointer: instancePath,
        message: message ?? 'is not valid',
      }))
    },
  }
}
