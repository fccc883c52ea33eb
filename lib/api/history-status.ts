import * as z from 'zod'
import { operation, touch } from './operation'

export const readHistoryStatus = operation({
  id: 'readHistoryStatus',
  summary: 'How the recording of a cluster is doing',
  access: 'of-cluster',
  touches: () => touch('read'),
  query: z.strictObject({}),
  body: z.undefined(),
  answer: z
    .strictObject({
      /** Everything that is recorded is read once, so that its first change has a “before”. */
      baseline: z.strictObject({
        /** `bounded`: it ended before it had read everything, because that is a lot. */
        state: z.enum(['off', 'waiting', 'running', 'complete', 'bounded']),
        /** Znodes that were read. */
        read: z.int(),
        /** Znodes there are; null where the server cannot count them. */
        total: z.int().nullable(),
      }),
      /** Changes that were heard of and are not recorded yet. */
      waiting: z.int(),
      /** Changes that are not recorded, because nobody could ask for so long a path. */
      tooLong: z.int(),
      /** Why the database cannot be used; null while it can. */
      problem: z.string().nullable(),
      /** What it takes of the disk, null before that was measured, and what it may take (bytes). */
      taken: z.number().nullable(),
      most: z.number().nullable(),
    })
    .meta({ id: 'HistoryStatus' }),
})
