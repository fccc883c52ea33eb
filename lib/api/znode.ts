import * as z from 'zod'
import { operation } from './operation'
import {
  AclSchema,
  AsOf,
  Attempt,
  Data,
  GivenAclSchema,
  Hex,
  listOf,
  Path,
  PresenceSchema,
  Reason,
  StatSchema,
  Version,
} from './values'

const ZNODE = '/api/clusters/{cluster}/znode'

export const Znode = z
  .strictObject({ path: Path, data: Data, stat: StatSchema, zxid: AsOf })
  .meta({ id: 'Znode' })

export type Znode = z.output<typeof Znode>

/**
 * `floor`: the answer is at least as new as this zxid. `fresh`: the read goes behind a sync; the
 * base of an edit and a conflict check ask for it.
 */
const Reading = {
  path: Path,
  floor: Hex.optional(),
  fresh: z.stringbool().optional(),
}

export const readZnode = operation({
  id: 'readZnode',
  method: 'GET',
  path: ZNODE,
  summary: 'A znode’s data and stat',
  access: 'read',
  query: z.strictObject(Reading),
  body: z.undefined(),
  answer: Znode,
})

export const createZnode = operation({
  id: 'createZnode',
  method: 'POST',
  path: ZNODE,
  summary: 'Create a persistent znode',
  access: 'create',
  query: z.strictObject({}),
  body: z.strictObject({
    path: Path,
    data: Data,
    /** When left out, the ACL of what it `restores`, or the parent's. */
    acl: GivenAclSchema.optional(),
    /** The incarnation that it brings back: it gets the ACL recorded of that, where it is known. */
    restores: Hex.optional(),
    reason: Reason.optional(),
    attempt: Attempt.optional(),
  }),
  answer: z.strictObject({ path: Path, stat: StatSchema, zxid: AsOf }),
  status: 201,
})

export const setZnode = operation({
  id: 'setZnode',
  method: 'PUT',
  path: ZNODE,
  summary: 'Set a znode’s data, provided it is still the version the person saw',
  access: 'write',
  query: z.strictObject({}),
  body: z.strictObject({
    path: Path,
    data: Data,
    version: Version,
    czxid: Hex,
    reason: Reason.optional(),
    attempt: Attempt.optional(),
  }),
  answer: z.strictObject({ path: Path, stat: StatSchema, zxid: AsOf }),
})

export const deleteZnode = operation({
  id: 'deleteZnode',
  method: 'DELETE',
  path: ZNODE,
  summary: 'Delete a leaf, provided it is still the version the person saw',
  access: 'delete',
  query: z.strictObject({}),
  body: z.strictObject({
    path: Path,
    version: Version,
    czxid: Hex,
    reason: Reason.optional(),
    attempt: Attempt.optional(),
  }),
  answer: z.strictObject({ path: Path, zxid: AsOf }),
})

export const listChildren = operation({
  id: 'listChildren',
  method: 'GET',
  path: '/api/clusters/{cluster}/children',
  summary: 'The names of a znode’s children, in no order, and the parent’s stat',
  access: 'read',
  query: z.strictObject(Reading),
  body: z.undefined(),
  answer: z
    .strictObject({ path: Path, names: z.array(z.string()), stat: StatSchema, zxid: AsOf })
    .meta({ id: 'Children' }),
})

export const readStats = operation({
  id: 'readStats',
  method: 'POST',
  path: '/api/clusters/{cluster}/stats',
  summary: 'The stats of up to 1,000 znodes, each for itself',
  access: 'read',
  query: z.strictObject({}),
  body: z.strictObject({ paths: listOf(Path, { most: 1_000 }) }),
  answer: z.strictObject({
    stats: z.array(z.strictObject({ path: Path, stat: PresenceSchema, zxid: AsOf })),
  }),
})

/** What a preview is made of: the first bytes of a value. */
export const PREVIEW_BYTES = 4_096
export const MAX_PREVIEWS = 30

export const previewValues = operation({
  id: 'previewValues',
  method: 'POST',
  path: '/api/clusters/{cluster}/previews',
  summary: 'How the values of up to 30 znodes begin, each for itself',
  access: 'read',
  query: z.strictObject({}),
  body: z.strictObject({ paths: listOf(Path, { most: MAX_PREVIEWS }) }),
  answer: z.strictObject({
    previews: z.array(
      z
        .strictObject({
          path: Path,
          /**
           * `read`: `data` is its beginning, of at most 4,096 bytes. `too-large`: values of more
           * than a megabyte are not read for it. `later`: this request has read four megabytes, so
           * that it has to be asked for again.
           */
          status: z.enum(['read', 'denied', 'missing', 'too-large', 'later']),
          data: Data,
          /** Of what was read. */
          stat: StatSchema.nullable(),
          zxid: AsOf,
        })
        .meta({ id: 'ValuePreview' }),
    ),
  }),
})

export const readAcl = operation({
  id: 'readAcl',
  method: 'GET',
  path: '/api/clusters/{cluster}/acl',
  summary: 'A znode’s ACL',
  access: 'read',
  query: z.strictObject({ path: Path }),
  body: z.undefined(),
  answer: z.strictObject({ path: Path, acl: AclSchema, stat: StatSchema, zxid: AsOf }),
})
