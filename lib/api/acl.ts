import * as z from 'zod'
import { Whole } from './history'
import { operation, touch } from './operation'
import {
  AclSchema,
  AsOf,
  Attempt,
  GivenAclSchema,
  Hex,
  Path,
  PermissionSchema,
  Reason,
  StatSchema,
  Version,
} from './values'

export const setAcl = operation({
  id: 'setAcl',
  summary: 'Give a znode another ACL, provided it still has the one the person saw',
  access: 'of-cluster',
  touches: (_, { path }) => touch('acl', path),
  query: z.strictObject({}),
  body: z
    .strictObject({
      path: Path,
      /** The ACL that was seen, by its version and the znode's incarnation. */
      aversion: Version,
      czxid: Hex,
      acl: GivenAclSchema.optional(),
      /** In place of an ACL: the recorded change of it; the znode gets the ACL from before. */
      undoes: z.int().optional(),
      /** That Vivarium may not be able to change the ACL again is accepted. */
      locksOut: z.boolean().optional(),
      reason: Reason.optional(),
      attempt: Attempt.optional(),
    })
    .refine(({ acl, undoes }) => (acl === undefined) !== (undoes === undefined), {
      error: 'Either an ACL is given or a change that is undone',
      path: ['acl'],
    })
    .refine(({ acl }) => acl?.length !== 0, {
      error: 'An ACL without an entry is none: ZooKeeper refuses it',
      path: ['acl'],
    }),
  answer: z.strictObject({ path: Path, stat: StatSchema, zxid: AsOf }),
})

export const planAclUndo = operation({
  id: 'planAclUndo',
  summary: 'What undoing a recorded change of a znode’s ACL would do',
  access: 'of-cluster',
  touches: ({ path }) => touch('read', path),
  query: z.strictObject({ path: Path, id: Whole }),
  body: z.undefined(),
  answer: z
    .strictObject({
      path: Path,
      /** The ACL as it is, digests masked, and the versions by which it is replaced. */
      now: z.strictObject({ acl: AclSchema, aversion: z.int(), czxid: Hex }),
      /** The ACL from before that change, digests masked. Null when it was not recorded. */
      next: AclSchema.nullable(),
      /**
       * Why it cannot be undone. `not-recorded`, `masked`: nobody read the ACL from before, or
       * ZooKeeper hid its digests. `no-admin`: ZooKeeper hides those of now, as it does from who
       * may not change the ACL. `same`: the znode has that ACL.
       */
      blocked: z.enum(['not-recorded', 'masked', 'no-admin', 'same']).nullable(),
      /** Users who get another password, which masked digests do not show. */
      passwords: z.array(z.string()),
      /** What Vivarium may do now and could not do any more; null: that cannot be told. */
      loses: z.array(PermissionSchema).nullable(),
      zxid: AsOf,
    })
    .meta({ id: 'AclUndo' }),
})
