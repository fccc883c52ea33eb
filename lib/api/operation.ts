import type * as z from 'zod'
import type { ZnodePath } from '@/lib/znode/path'
import { type OperationId, type Route, routeOf } from './routes'

/** What somebody may do with a path of a cluster; `may()` decides on these. */
export type Action = 'read' | 'create' | 'write' | 'delete' | 'acl'

/** What a request does to which znode; null: to anything at all in the cluster. */
export type Touch = { readonly action: Action; readonly path: ZnodePath | null }

/**
 * One operation of the HTTP API, declared once: the routes guard and parse by it, the OpenAPI
 * document is made from it, and the browser's client takes its types.
 */
export type Operation<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Id extends OperationId = OperationId,
> = Route & {
  readonly id: Id
  readonly summary: string
  /** Who may ask; `anyone` without a session. Of a cluster, `may()` is asked about what it touches. */
  readonly access: 'anyone' | 'signed-in' | 'of-cluster'
  /** Every znode that a parsed request names, with what is done to it. */
  touches(query: z.output<Query>, body: z.output<Body>): readonly Touch[]
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  readonly status?: 200 | 201
}

/** An operation before it has its method and path, which `routes.ts` knows. */
type Declared<O> = Omit<O, 'method' | 'path'>

/** Declares an operation, keeping the exact types of its id and its schemas. */
export function operation<
  Id extends OperationId,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(declared: Declared<Operation<Q, B, A, Id>>): Operation<Q, B, A, Id> {
  return { ...routeOf(declared.id), ...declared }
}

/** One action on each of these znodes; on anything in the cluster where none is named. */
export function touch(action: Action, ...paths: ReadonlyArray<ZnodePath | undefined>): Touch[] {
  const named = paths.flatMap((path) => (path === undefined ? [] : [{ action, path }]))
  return named.length > 0 ? named : [{ action, path: null }]
}

/** What a caller sends and gets, as types for the browser. */
export type QueryOf<O extends Operation> = z.input<O['query']>
export type BodyOf<O extends Operation> = z.input<O['body']>
export type AnswerOf<O extends Operation> = z.output<O['answer']>
