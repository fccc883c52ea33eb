import * as z from 'zod'
import { type AnswerOf, operation, touch } from './operation'
import { AclSchema, Data, Hex, Path } from './values'

/** In a query everything is text. */
export const Whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

export const ValueState = z
  .enum(['kept', 'none', 'too-large', 'redacted', 'unread', 'absent', 'unknown'])
  .meta({
    id: 'ValueState',
    description:
      'Whether a value is known: kept; none (“no data”); too-large or redacted by configuration; ' +
      'unread, because nobody read it in time; absent, because there was no znode; unknown, ' +
      'because nothing was recorded before.',
  })

export type ValueState = z.output<typeof ValueState>

export const ChangeKind = z
  .enum(['seen', 'created', 'changed', 'acl', 'deleted', 'vanished', 'restored'])
  .meta({
    id: 'ChangeKind',
    description:
      'seen: the first value recorded of a znode that was there before. acl: another ACL. ' +
      'vanished: a znode that nobody had seen was deleted; it may have been an ephemeral. ' +
      'restored: the ensemble’s data went back, and since then the znode is this. ' +
      'Searches leave both seen and vanished out unless they are asked for.',
  })
export type ChangeKind = z.output<typeof ChangeKind>

export const Change = z
  .strictObject({
    id: z.int(),
    path: Path,
    kind: ChangeKind,
    /** Of the change; of another ACL, and of a deletion by others, at the latest. */
    zxid: Hex,
    czxid: Hex.nullable(),
    version: z.int().nullable(),
    value: ValueState,
    /** Bytes of the value; null when there is none or it is not known. */
    size: z.int().nullable(),
    /** Version of the ACL; null when it is not known. */
    aversion: z.int().nullable(),
    /** ms since 1970 by ZooKeeper’s clock; of a deletion or another ACL, when it was noticed. */
    at: z.number(),
    /** It happened while nobody recorded. */
    away: z.boolean(),
    /** Who made it and why, where it went through Vivarium. */
    person: z.string().nullable(),
    reason: z.string().nullable(),
    /** The ZooKeeper session it was made in, where that is known. */
    session: Hex.nullable(),
    /** The recorded version before; null when there is none. */
    before: z
      .strictObject({ id: z.int(), kind: ChangeKind, version: z.int().nullable() })
      .nullable(),
    /** Versions, of an `acl` those of the ACL, that nobody read between; null when not known. */
    unseen: z.int().nullable(),
    /** Deleted and created again since the version before. */
    recreated: z.boolean(),
    /** Changes of the same transaction, this one included. */
    together: z.int(),
    /** The ensemble’s data went back behind it since: it does not hold any more. */
    undone: z.boolean(),
  })
  .meta({ id: 'Change' })

export type Change = z.output<typeof Change>

/** Changes of one znode’s value by nobody known, shortly after one another. */
export const ChangeRun = z
  .strictObject({
    /** Its newest change. */
    id: z.int(),
    count: z.int(),
    /** Its oldest change, and when that was (ms since 1970). */
    oldest: z.int(),
    since: z.number(),
    /** The version before; null when it is not known. */
    from: z.int().nullable(),
    /** Where its changes begin in the list of the znode’s changes. */
    cursor: z.string(),
  })
  .meta({ id: 'ChangeRun' })

export type ChangeRun = z.output<typeof ChangeRun>

const Words = z.string().min(1).max(200)

export const MAX_CHANGES = 200

export const listChanges = operation({
  id: 'listChanges',
  summary: 'Recorded changes, newest first: of one znode, or of a subtree by search',
  access: 'of-cluster',
  touches: ({ path, below }) => touch('read', path, below),
  query: z.strictObject({
    /** Of this znode alone, with the value it had when first seen. */
    path: Path.optional(),
    /** Of this znode and everything below it. */
    below: Path.optional(),
    /** Part of the path. */
    name: Words.optional(),
    person: Words.optional(),
    /** Only what people did through Vivarium. */
    people: z.stringbool().optional(),
    /** What one client writes again and again is told as one: its newest change, and a run. */
    runs: z.stringbool().optional(),
    /** Part of the reason. */
    reason: Words.optional(),
    kind: ChangeKind.optional(),
    /** ms since 1970, inclusive. */
    from: Whole.optional(),
    to: Whole.optional(),
    /** Of the page before. */
    cursor: z
      .string()
      .regex(/^[0-9a-f]{20}-\d{1,15}$/)
      .optional(),
    limit: Whole.pipe(z.int().min(1).max(MAX_CHANGES)).optional(),
  }),
  body: z.undefined(),
  answer: z.strictObject({
    changes: z.array(Change),
    /** Of those that stand for several changes of one znode. */
    runs: z.array(ChangeRun),
    next: z.string().nullable(),
    /**
     * The time of the search was over: everything newer than this was looked through (ms since
     * 1970), and the next page goes on from there. Null where the page is full, or the last.
     */
    searchedTo: z.number().nullable(),
  }),
})

export const RecordedValue = z
  .strictObject({ state: ValueState, data: Data })
  .meta({ id: 'RecordedValue' })

export type RecordedValue = z.output<typeof RecordedValue>

/** Digests are masked. Null when it was not recorded. */
export const RecordedAcl = AclSchema.nullable()

export const readChange = operation({
  id: 'readChange',
  summary: 'One recorded change with the values before and after it',
  access: 'of-cluster',
  touches: ({ path }) => touch('read', path),
  query: z.strictObject({ path: Path, id: Whole }),
  body: z.undefined(),
  answer: z
    .strictObject({
      change: Change,
      before: RecordedValue,
      after: RecordedValue,
      acl: z.strictObject({ before: RecordedAcl, after: RecordedAcl }),
      /** The other changes of the same transaction. */
      together: z.array(Change),
    })
    .meta({ id: 'ChangeInFull' }),
})

export type ChangeInFull = AnswerOf<typeof readChange>

export const listDeleted = operation({
  id: 'listDeleted',
  summary: 'Znodes that were recorded and are gone, in the order of their paths',
  access: 'of-cluster',
  touches: ({ below, after }) => touch('read', below, after),
  query: z.strictObject({
    below: Path.optional(),
    name: Words.optional(),
    /** The last path of the page before. */
    after: Path.optional(),
  }),
  body: z.undefined(),
  answer: z.strictObject({
    deleted: z.array(
      z
        .strictObject({
          /** The deletion. */
          change: Change,
          /** The last value, where one was recorded. */
          last: z
            .strictObject({ id: z.int(), value: ValueState, size: z.int().nullable() })
            .nullable(),
        })
        .meta({ id: 'DeletedZnode' }),
    ),
    next: Path.nullable(),
    /** As of `listChanges`: the path up to which was looked, where the time was over. */
    searchedTo: Path.nullable(),
  }),
})
