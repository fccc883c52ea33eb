import * as z from 'zod'
import { MAX_PATH, pathProblem, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

/** Schemas of the values that many operations share. */

/** Characters of the longest path that the API can name. */

export const Path = z
  .string()
  .max(MAX_PATH)
  .superRefine((value, context) => {
    // Of what is too long that is said already, however long it is.
    const problem = value.length > MAX_PATH ? undefined : pathProblem(value)
    if (!problem) return
    context.addIssue({ code: 'custom', message: problem, params: { code: 'invalid-path' } })
  })
  .transform((value) => value as ZnodePath)
  .meta({ id: 'Path', description: 'An absolute znode path, as ZooKeeper spells it.' })

export const Hex = z
  .string()
  .regex(/^0x(0|[1-9a-f][0-9a-f]{0,15})$/)
  .transform((value) => value as Hex64)
  .meta({ id: 'Hex64', description: 'A 64-bit value in lower-case hex: zxid or session id.' })

/** 1,000,000 bytes is the default limit; the schema only stops what no cluster accepts. */
const MAX_BASE64 = 22_400_000

export const Data = z
  .base64()
  .max(MAX_BASE64)
  .nullable()
  .meta({ id: 'Data', description: 'Bytes in base64. null is “no data”, "" is empty data.' })

export const Version = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .meta({ id: 'Version', description: 'The data version the person saw. Never -1.' })

export const StatSchema = z
  .strictObject({
    czxid: Hex,
    mzxid: Hex,
    pzxid: Hex,
    ctime: z.number(),
    mtime: z.number(),
    version: z.int(),
    cversion: z.int(),
    aversion: z.int(),
    ephemeralOwner: Hex,
    dataLength: z.int(),
    numChildren: z.int(),
  })
  .meta({ id: 'Stat', description: 'A znode’s stat. Times are ms since 1970.' })

/** `unreadable`: the znode is there, and its ACL does not let us read its stat; null: it is not. */
export const PresenceSchema = z
  .union([StatSchema, z.literal('unreadable')])
  .nullable()
  .meta({ id: 'Presence' })

/**
 * A list that a request holds: it is looked through up to the first entry that is wrong. A stranger
 * may send thousands, and what is wrong with each costs more than reading it.
 */
export function listOf<T extends z.ZodType>(
  entry: T,
  { most, least }: { readonly most: number; readonly least?: number },
): z.ZodType<z.output<T>[], z.input<T>[]> {
  const upToWrong = (given: unknown) => {
    if (!Array.isArray(given)) return given
    const wrong = given.slice(0, most).findIndex((each) => !entry.safeParse(each).success)
    return wrong === -1 ? given : given.slice(0, wrong + 1)
  }
  const list = z.array(entry).max(most)
  const bounded = least === undefined ? list : list.min(least)
  return z.preprocess(upToWrong, bounded) as unknown as z.ZodType<z.output<T>[], z.input<T>[]>
}

export const PermissionSchema = z.enum(['read', 'write', 'create', 'delete', 'admin'])

const AclEntrySchema = z.strictObject({
  scheme: z.string(),
  id: z.string(),
  permissions: z.array(PermissionSchema),
})

/** An ACL that a znode has: ZooKeeper knows no limit of its parts. */
export const AclSchema = z.array(AclEntrySchema).meta({ id: 'Acl' })

/** Far more than anybody reads, and as many as a request may have. */
const MAX_ACL = 10_000

/** Half of a surrogate pair has no bytes: ZooKeeper would store another text. */
const WholeText = z.string().refine((text) => !/\p{Surrogate}/u.test(text), {
  error: 'It holds half a character, which cannot be stored',
})

/** An ACL that somebody gives a znode. */
export const GivenAclSchema = listOf(
  AclEntrySchema.extend({
    scheme: WholeText.max(100),
    id: WholeText.max(10_000),
    permissions: AclEntrySchema.shape.permissions.max(5),
  }),
  { most: MAX_ACL },
).meta({ id: 'GivenAcl' })

export const ClusterId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .meta({ id: 'ClusterId' })

/** The ensemble's state a read was true at: facts about one znode merge by the larger one. */
export const AsOf = Hex.meta({
  id: 'AsOf',
  description: 'The zxid the answering server had applied when it read.',
})

/** Why somebody makes a change, in their own words; kept with it in the history. */
export const Reason = z
  .string()
  .trim()
  .max(500)
  .regex(/^\P{Cc}*$/u, 'A reason is one line of text')
  .meta({ id: 'Reason' })

/** Names one write, chosen by who asks for it; `readOutcome` tells what became of it. */
export const Attempt = z.uuid().meta({ id: 'Attempt' })
