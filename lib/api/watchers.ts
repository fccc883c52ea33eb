import * as z from 'zod'
import { operation, touch } from './operation'
import { Hex, Path } from './values'

/** A POST: each server collects all of its watches for it, which nothing may ask for by itself. */
export const findWatchers = operation({
  id: 'findWatchers',
  summary: 'Asks each configured server which other sessions watch a znode (`wchp`, `cons`)',
  access: 'of-cluster',
  touches: (_, { path }) => touch('read', path),
  query: z.strictObject({}),
  body: z.strictObject({ path: Path }),
  answer: z.strictObject({
    servers: z.array(
      z.strictObject({
        server: z.string(),
        outcome: z
          .enum(['answered', 'not-allowed', 'unreachable', 'too-large'])
          .meta({ description: '`not-allowed`: not in 4lw.commands.whitelist' }),
        watchers: z
          .array(z.strictObject({ session: Hex, address: z.string().nullable() }))
          .meta({ description: 'The first of them; null where the server does not allow `cons`' }),
        total: z.int(),
        above: z.int().meta({ description: 'Sessions that watch a znode above it' }),
        skipped: z.int().meta({ description: 'Lines of the answer that were too long to be read' }),
      }),
    ),
  }),
})
