import * as z from 'zod'
import { operation } from './operation'

const PersonSchema = z.strictObject({ name: z.string() })

export const readSession = operation({
  id: 'readSession',
  summary: 'Who is signed in, and whether there is room for another stream',
  access: 'signed-in',
  touches: () => [],
  query: z.strictObject({}),
  body: z.undefined(),
  answer: z.strictObject({
    person: PersonSchema,
    /** As many streams are open as may be, at all or of this session: another one is refused. */
    isFull: z.boolean(),
  }),
})

export const beginSession = operation({
  id: 'beginSession',
  summary:
    'Sign in by the token of the printed link, which ends with that; a session whose cookie is ' +
    'presented ends, too. Wrong tokens are answered ten times a minute and address',
  access: 'anyone',
  touches: () => [],
  query: z.strictObject({}),
  body: z.strictObject({ token: z.string().max(200) }),
  answer: z.strictObject({ person: PersonSchema }),
  status: 201,
})

export const endSession = operation({
  id: 'endSession',
  summary: 'Sign out',
  access: 'signed-in',
  touches: () => [],
  query: z.strictObject({}),
  body: z.strictObject({}),
  answer: z.strictObject({}),
})

export const readHealth = operation({
  id: 'readHealth',
  summary: 'Whether the process answers; needs no ZooKeeper and no session',
  access: 'anyone',
  touches: () => [],
  query: z.strictObject({}),
  body: z.undefined(),
  answer: z.strictObject({ status: z.literal('ok'), version: z.string() }),
})

export const readReadiness = operation({
  id: 'readReadiness',
  summary:
    'Whether people should be sent here: 503 with the reason while no change could be recorded, ' +
    'and until a cluster was reached for the first time; needs no session',
  access: 'anyone',
  touches: () => [],
  query: z.strictObject({}),
  body: z.undefined(),
  answer: z.strictObject({ status: z.literal('ready') }),
})

export const readOpenApi = operation({
  id: 'readOpenApi',
  summary: 'This document',
  access: 'signed-in',
  touches: () => [],
  query: z.strictObject({}),
  body: z.undefined(),
  answer: z.looseObject({}),
})
