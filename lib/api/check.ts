import * as z from 'zod'
import { operation, touch } from './operation'
import { Path } from './values'

/** The server tells of a longer one that it is not checked. */
const MAX_TEXT = 16_000_000

export const checkValue = operation({
  id: 'checkValue',
  summary: 'Where a JSON text breaks the JSON Schema that the settings name for the path',
  access: 'of-cluster',
  touches: (_, { path }) => touch('read', path),
  query: z.strictObject({}),
  body: z.strictObject({ path: Path, text: z.string().max(MAX_TEXT) }),
  answer: z.strictObject({
    /** At most 50; empty too where no schema is named or the text is not JSON. */
    violations: z.array(
      z.strictObject({
        pointer: z.string().meta({ description: 'RFC 6901' }),
        message: z.string(),
      }),
    ),
    unchecked: z
      .enum(['too-slow', 'too-large', 'too-deep', 'failed'])
      .nullable()
      .meta({
        description:
          'Why the text was not checked to the end: it took longer than 1 s, is longer than ' +
          '2,000,000 characters or needs too much memory, or is nested too deep',
      }),
  }),
})

export const readSchemas = operation({
  id: 'readSchemas',
  summary: 'The JSON Schemas that the settings name for the path',
  access: 'of-cluster',
  touches: ({ path }) => touch('read', path),
  query: z.strictObject({ path: Path }),
  body: z.undefined(),
  answer: z.strictObject({
    schemas: z.array(z.unknown()).meta({ description: 'Draft 2020-12, or 7 where it says so' }),
  }),
})
