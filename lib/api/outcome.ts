import * as z from 'zod'
import { ERROR_CODES } from '@/lib/znode/znode-error'
import { operation, touch } from './operation'
import { Attempt, Hex, Path } from './values'

export const readOutcome = operation({
  id: 'readOutcome',
  summary: 'What became of a write whose answer never came, or was that nobody knows',
  access: 'of-cluster',
  touches: ({ path }) => touch('read', path),
  query: z.strictObject({
    /** A znode that the write named. */
    path: Path,
    attempt: Attempt,
  }),
  body: z.undefined(),
  answer: z
    .strictObject({
      /**
       * `none`: no such write has begun. `open`: it is being found out. `unknown`: it cannot be
       * told any more, because too much happened since.
       */
      outcome: z.enum(['none', 'open', 'applied', 'refused', 'failed', 'unknown']),
      /** Why it was not applied. */
      code: z.enum(ERROR_CODES).nullable(),
      /** What it made of that znode; null unless it was applied, and of a deletion. */
      version: z.int().nullable(),
      czxid: Hex.nullable(),
    })
    .meta({ id: 'WriteOutcome' }),
})
