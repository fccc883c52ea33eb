import type * as z from 'zod'

/** What somebody may do with a path of a cluster; `may()` decides on these. */
export type Action = 'read' | 'create' | 'write' | 'delete' | 'acl'

/**
 * One operation of the HTTP API, declared once: `route()` guards and parses by it, the OpenAPI
 * document is made from it, and the browser's client takes its types.
 */
export type Operation<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As in the OpenAPI document: `/api/clusters/{cluster}/znode`. */
  readonly path: string
  readonly summary: string
  /** `anyone` answers without a session; everything else asks for a signed-in person. */
  readonly access: Action | 'signed-in' | 'anyone'
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  readonly status?: 200 | 201
}

/** Declares an operation, keeping the exact types of its schemas. */
export function operation<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  declared: Operation<Q, B, A>,
): Operation<Q, B, A> {
  return declared
}

/** What a caller sends and gets, as types for the browser. */
export type QueryOf<O extends Operation> = z.input<O['query']>
export type BodyOf<O extends Operation> = z.input<O['body']>
export type AnswerOf<O extends Operation> = z.output<O['answer']>
