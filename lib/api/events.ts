import * as z from 'zod'
import { ClusterState, Gap } from './cluster'
import { operation, touch } from './operation'
import { AsOf, Hex, listOf, Path, PresenceSchema, StatSchema } from './values'

/** The id a browser gives its stream, so that it can say over POST what it is looking at. */
export const StreamId = z.uuid().meta({ id: 'StreamId' })

/**
 * One observed state of one znode. `stat` is what was read (null: it does not exist; `unreadable`:
 * it does, and its ACL hides its stat) and `zxid` the ensemble's state it was read at; a reader
 * keeps, per path, the fact with the largest zxid. When it came to that state is told by `stat`
 * alone: the zxid of a deletion is one at which the znode is gone, not the one that deleted it.
 */
export const ChangeMessage = z
  .strictObject({
    type: z.literal('change'),
    path: Path,
    /** `children`: only the children list moved. */
    kind: z.enum(['created', 'changed', 'deleted', 'recreated', 'acl', 'children']),
    stat: PresenceSchema,
    zxid: AsOf,
    /** The last version known before, where one was known. */
    before: StatSchema.nullable(),
    /** Data versions between before and now that nobody read. */
    unseen: z.int(),
    /** ms since 1970 by the dashboard's clock, when it was observed. */
    at: z.number(),
  })
  .meta({ id: 'ChangeMessage' })

export type ChangeMessage = z.output<typeof ChangeMessage>

/** The list of children has to be read again: more changed than was observed one by one. */
export const ChildrenMessage = z
  .strictObject({ type: z.literal('children'), path: Path, zxid: AsOf })
  .meta({ id: 'ChildrenMessage' })

export type ChildrenMessage = z.output<typeof ChildrenMessage>

export const StateMessage = z
  .strictObject({ type: z.literal('state'), ...ClusterState.shape })
  .meta({ id: 'StateMessage' })

/** The newest changes that were observed before this stream began, oldest first. */
export const Recent = z
  .strictObject({
    changes: z.array(z.strictObject({ id: z.string(), change: ChangeMessage })),
    gaps: z.array(Gap),
    /** ms since 1970 by the dashboard's clock, when this was told. */
    now: z.number(),
  })
  .meta({ id: 'Recent' })

export type Recent = z.output<typeof Recent>

/** First on every stream. `resumed`: nothing was missed since the Last-Event-ID that was sent. */
export const HelloMessage = z
  .strictObject({
    type: z.literal('hello'),
    epoch: z.string(),
    resumed: z.boolean(),
    /** Names this connection of the stream; an interest that names it reaches no other. */
    connection: z.string(),
    state: ClusterState,
    /** What this person may see of the last minutes. */
    recent: Recent,
  })
  .meta({ id: 'HelloMessage' })

/** Forget what was read before and read again: events were missed. */
export const ResetMessage = z
  .strictObject({
    type: z.literal('reset'),
    epoch: z.string(),
    reason: z.enum(['gap', 'epoch', 'overflow', 'restart']),
  })
  .meta({ id: 'ResetMessage' })

/** Something was recorded: a history on the screen has to be read again. It says no more (I8). */
export const RecordedMessage = z
  .strictObject({ type: z.literal('recorded') })
  .meta({ id: 'RecordedMessage' })

export const StreamMessage = z
  .discriminatedUnion('type', [
    HelloMessage,
    ChangeMessage,
    ChildrenMessage,
    StateMessage,
    ResetMessage,
    RecordedMessage,
  ])
  .meta({ id: 'StreamMessage' })

export type StreamMessage = z.output<typeof StreamMessage>

export const openEvents = operation({
  id: 'openEvents',
  summary: 'The live stream (text/event-stream); each data line is a StreamMessage',
  access: 'of-cluster',
  touches: () => touch('read'),
  query: z.strictObject({ stream: StreamId }),
  body: z.undefined(),
  answer: StreamMessage,
})

export const MAX_INTEREST_NODES = 2_000
export const MAX_INTEREST_PARENTS = 1_000
/** Bytes that all paths of an interest may have together, as JSON. */
export const MAX_INTEREST_BYTES = 4_194_304

/** Why changes of a path do not reach the stream. */
export const NotFollowed = z
  .strictObject({
    path: z.string(),
    /** `not-read`: ZooKeeper does not let us read its stat. */
    reason: z.enum(['invalid', 'too-long', 'too-many', 'forbidden', 'not-read']),
  })
  .meta({ id: 'NotFollowed' })

export type NotFollowed = z.output<typeof NotFollowed>

/**
 * Replaces what the stream's browser has on its screen. The answer holds the stats of all `nodes`
 * and the zxid from which on every change of them reaches the stream: reads that shall fit
 * together with the stream ask for that zxid as their `floor`. Each path is judged by itself:
 * one that cannot be followed is named, with the reason, and spoils nothing else. Refused as
 * `unknown-stream` where another process holds the stream, or nobody.
 */
export const setInterest = operation({
  id: 'setInterest',
  summary: 'Say what is on the screen of a stream',
  access: 'of-cluster',
  /** Its paths are judged one by one: one that may not be seen spoils no other. */
  touches: () => touch('read'),
  query: z.strictObject({}),
  body: z.strictObject({
    stream: StreamId,
    /** As the stream's newest hello said. */
    connection: z.string().max(100).optional(),
    /** Znodes whose stat is on screen. */
    nodes: listOf(z.string(), { most: MAX_INTEREST_NODES }),
    /** Znodes whose children list is open. */
    parents: listOf(z.string(), { most: MAX_INTEREST_PARENTS }),
    /** The subtree the timeline follows; null when it is closed. */
    timeline: z.string().nullable(),
    /** A history is on screen: the stream says when something was recorded. */
    history: z.boolean().optional(),
    /** Counts what this stream was told: a smaller one that arrives late is not taken. */
    turn: z.int().nonnegative().optional(),
    /**
     * The newest state this browser has seen. The answer and its stats are at least as new; a
     * smaller zxid proves that the ensemble was replaced by another. `0x0`: what it has seen is of
     * one that was replaced, and all is read anew, behind everything that was committed before.
     */
    floor: Hex.optional(),
  }),
  answer: z.strictObject({
    epoch: z.string(),
    zxid: AsOf,
    stats: z.array(z.strictObject({ path: Path, stat: PresenceSchema, zxid: AsOf })),
    notFollowed: z.array(NotFollowed),
  }),
})
