import * as z from 'zod'
import { operation, touch } from './operation'
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
  summary: 'A znode’s data and stat',
  access: 'of-cluster',
  touches: ({ path }) => touch('read', path),
  query: z.strictObject(Reading),
  body: z.undefined(),
  answer: Znode,
})

export const createZnode = operation({
  id: 'createZnode',
  summary: 'Create a persistent znode',
  access: 'of-cluster',
  touches: (_, { path }) => touch('create', path),
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
  summary: 'Set a znode’s data, provided it is still the version the person saw',
  access: 'of-cluster',
  touches: (_, { path }) => touch('write', path),
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
  summary: 'Delete a leaf, provided it is still the version the person saw',
  access: 'of-cluster',
  touches: (_, { path }) => touch('delete', path),
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
  summary: 'The names of a znode’s children, in no order, and the parent’s stat',
  access: 'of-cluster',
  touches: ({ path }) => touch('read', path),
  query: z.strictObject(Reading),
  body: z.undefined(),
  answer: z
    .strictObject({ path: Path, names: z.array(z.string()), stat: StatSchema, zxid: AsOf })
    .meta({ id: 'Children' }),
})

export const readStats = operation({
  id: 'readStats',
  summary: 'The stats of up to 1,000 znodes, each for itself',
  access: 'of-cluster',
  touches: (_, { paths }) => touch('read', ...paths),
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
  summary: 'How the values of up to 30 znodes begin, each for itself',
  access: 'of-cluster',
  touches: (_, { paths }) => touch('read', ...paths),
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
  summary: 'A znode’s ACL',
  access: 'of-cluster',
  touches: ({ path }) => touch('read', path),
  query: z.strictObject({ path: Path }),
  body: z.undefined(),
  answer: z.strictObject({ path: Path, acl: AclSchema, stat: StatSchema, zxid: AsOf }),
})
