import * as z from 'zod'
import { RecordedAcl, ValueState } from './history'
import { operation, touch } from './operation'
import { Data } from './values'

/** Changes whose values are read at once. */
export const MAX_COMPARED = 20

/** `31`, or of a run its newest and its oldest: `31-20`. */
const Ids = z.string().regex(/^\d{1,15}(-\d{1,15})?$/)

/** A value as a list compares it. */
export const ListedValue = z
  .strictObject({
    /** `long`: of more than 65,536 bytes, or beyond what one answer holds. */
    state: z.enum([...ValueState.options, 'long']),
    /** Bytes; null when there is none or it is not known. */
    size: z.int().nullable(),
    data: Data,
  })
  .meta({ id: 'ListedValue' })

export const readChangeValues = operation({
  id: 'readChangeValues',
  summary: 'The values before and after up to 20 changes, where they are short',
  access: 'of-cluster',
  touches: () => touch('read'),
  query: z.strictObject({
    /** Ids of changes, each alone or with the oldest of its run, between commas. */
    of: z
      .string()
      .max(1_000)
      .transform((text) => text.split(','))
      .pipe(z.array(Ids).min(1).max(MAX_COMPARED)),
  }),
  body: z.undefined(),
  answer: z.strictObject({
    /** In the order asked for, without those that are no longer there. */
    compared: z.array(
      z
        .strictObject({
          /** As asked for. */
          of: Ids,
          before: ListedValue,
          after: ListedValue,
          /**
           * Of another ACL; null of every other change, and where one of the two takes more than
           * 16,384 bytes. Digests are masked.
           */
          acl: z.strictObject({ before: RecordedAcl, after: RecordedAcl }).nullable(),
        })
        .meta({ id: 'ComparedChange' }),
    ),
  }),
})
