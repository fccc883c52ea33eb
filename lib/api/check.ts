import * as z from 'zod'
import { operation } from './operation'
import { Path } from './values'

const MAX_TEXT = 16_000_000

export const checkValue = operation({
  id: 'checkValue',
  method: 'POST',
  path: '/api/clusters/{cluster}/check',
  summary: 'Where a JSON text breaks the JSON Schema that the settings name for the path',
  access: 'read',
  query: z.strictObject({}),
  body: z.strictObject({ path: Path, text: z.string().max(MAX_TEXT) }),
  answer: z.strictObject({
    /** Empty too where no schema is named or the text is not JSON. */
    violations: z.array(
      z.strictObject({
        pointer: z.string().meta({ description: 'RFC 6901' }),
        message: z.string(),
      }),
    ),
  }),
})
