import * as z from 'zod'
import { ValueState, Whole } from './history'
import { operation, touch } from './operation'
import { Path, StatSchema } from './values'

export const PastZnode = z
  .strictObject({
    path: Path,
    /**
     * `new`: created since; `unrecorded`: nothing was recorded of it at that moment; `unreadable`:
     * it is there, and its ACL does not let us compare it.
     */
    status: z.enum(['same', 'changed', 'gone', 'new', 'unrecorded', 'unreadable']),
    was: z
      .strictObject({
        id: z.int(),
        version: z.int().nullable(),
        value: ValueState,
        size: z.int().nullable(),
      })
      .nullable(),
    now: StatSchema.nullable(),
    /** Something below it was recorded, then or since. */
    hasChildren: z.boolean(),
  })
  .meta({ id: 'PastZnode' })

export type PastZnode = z.output<typeof PastZnode>

export const readPast = operation({
  id: 'readPast',
  summary: 'What was recorded of a subtree at a moment, compared with what is there now, by pages',
  access: 'of-cluster',
  touches: ({ path, after }) => touch('read', path, after),
  query: z.strictObject({
    path: Path,
    /** ms since 1970. */
    at: Whole,
    /** Its children, level by level; or what differs from now, in all of the subtree. */
    view: z.enum(['children', 'differing']).optional(),
    /** The last path of the page before. */
    after: Path.optional(),
  }),
  body: z.undefined(),
  answer: z.strictObject({
    /** The znode whose children these are. */
    self: PastZnode.nullable(),
    znodes: z.array(PastZnode),
    next: Path.nullable(),
  }),
})
