import * as z from 'zod'
import { operation, touch } from './operation'
import { AclSchema, Attempt, Data, Hex, listOf, Path, Reason, Version } from './values'

export const MAX_STEPS = 1_000

export const ChangeStep = z
  .discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('create'),
      path: Path,
      data: Data,
      /** The recorded change whose ACL it gets; that of the nearest ancestor when left out. */
      aclOf: z.int().optional(),
    }),
    z.strictObject({ op: z.literal('set'), path: Path, data: Data, version: Version, czxid: Hex }),
    z.strictObject({ op: z.literal('delete'), path: Path, version: Version, czxid: Hex }),
  ])
  .meta({ id: 'ChangeStep' })

export type ChangeStep = z.output<typeof ChangeStep>

export const planRestore = operation({
  id: 'planRestore',
  summary: 'The steps that would make znodes of a subtree what they were at a moment',
  access: 'of-cluster',
  touches: (_, { path, paths = [], except = [] }) => touch('read', path, ...paths, ...except),
  query: z.strictObject({}),
  body: z.strictObject({
    path: Path,
    at: z.int().min(0),
    /** The znodes chosen from what `readPast` answered; everything that differs if left out. */
    paths: listOf(Path, { most: MAX_STEPS }).optional(),
    /** Of everything that differs, these are left as they are. */
    except: listOf(Path, { most: MAX_STEPS }).optional(),
  }),
  answer: z.strictObject({
    /** Parents before their children, deletions last and leaves first. */
    steps: z.array(ChangeStep),
    /** What cannot be restored, and why. */
    skipped: z.array(
      z.strictObject({
        path: Path,
        why: z.enum([
          'same',
          'value-not-kept',
          'ephemeral',
          'has-children',
          'no-parent',
          'unreadable',
        ]),
      }),
    ),
    /** The ACL that each created znode gets. */
    acls: z.array(
      z
        .strictObject({
          path: Path,
          from: z.enum(['recorded', 'inherited']),
          /** Why it is inherited: nobody recorded it, or ZooKeeper masked its digests. */
          why: z.enum(['not-recorded', 'masked']).nullable(),
          /** The znode it is inherited from: the nearest ancestor, which this plan may create. */
          of: Path.nullable(),
          /** Digests are masked. Null when it is inherited and may not be read. */
          acl: AclSchema.nullable(),
        })
        .meta({ id: 'RestoredAcl' }),
    ),
    /** Names given by a sequence: its counter goes on from where the parent stands now. */
    sequential: z.array(Path),
    /** Znodes that differ and do not fit: a transaction holds so many steps, and so many bytes. */
    left: z.int(),
    /** Where the time was over before the whole subtree was compared: the path it came to. */
    searchedTo: Path.nullable(),
    maxSteps: z.int(),
    maxBytes: z.int(),
  }),
})

const STEP_ACTIONS = { create: 'create', set: 'write', delete: 'delete' } as const

export const commitChangeSet = operation({
  id: 'commitChangeSet',
  summary: 'Commit several changes as one transaction: all of them or none',
  access: 'of-cluster',
  /** Each step asks for what the operation of that one change asks for. */
  touches: (_, { steps }) => steps.flatMap(({ op, path }) => touch(STEP_ACTIONS[op], path)),
  query: z.strictObject({}),
  body: z.strictObject({
    steps: listOf(ChangeStep, { most: MAX_STEPS, least: 1 }),
    reason: Reason.optional(),
    attempt: Attempt.optional(),
  }),
  answer: z.strictObject({ zxid: Hex }),
})
