import * as z from 'zod'
import { openEvents } from './events'
import type { Operation } from './operation'
import { OPERATIONS } from './operations'
import { Problem } from './problem'
import { ClusterId } from './values'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document, made from the schemas that parse the requests. */
export function openApiDocument(): Json {
  const schemas = new Map<string, unknown>()
  const paths: Record<string, Json> = {}
  for (const operation of OPERATIONS) {
    const place = paths[operation.path] ?? {}
    place[operation.method.toLowerCase()] = describe(operation, schemas)
    paths[operation.path] = place
  }
  const session = { type: 'apiKey', in: 'cookie', name: 'vivarium-<port>' }
  return {
    openapi: '3.1.0',
    info: { title: 'Vivarium', version: '1', description: DESCRIPTION },
    paths,
    components: { schemas: Object.fromEntries(schemas), securitySchemes: { session } },
  }
}

const DESCRIPTION =
  'Bytes are base64; null is “no data”. 64-bit values are hex strings. Writes need the session ' +
  'cookie, this server’s own Origin and a JSON body.'

type Schemas = Map<string, unknown>

function describe(operation: Operation, schemas: Schemas): Json {
  const { id, summary, status = 200, access, body, answer } = operation
  const hasBody = !(body instanceof z.ZodUndefined)
  const answerType = id === openEvents.id ? 'text/event-stream' : 'application/json'
  const content = (type: string, schema: z.ZodType) => ({
    [type]: { schema: toSchema(schema, schemas) },
  })
  return {
    operationId: id,
    summary,
    security: access === 'anyone' ? [] : [{ session: [] }],
    parameters: parametersOf(operation, schemas),
    ...(hasBody && { requestBody: { required: true, content: content('application/json', body) } }),
    responses: {
      [status]: { description: 'Done', content: content(answerType, answer) },
      default: { description: 'Refused', content: content('application/problem+json', Problem) },
    },
  }
}

function parametersOf({ path, query }: Operation, schemas: Schemas): Json[] {
  const inPath = path.includes('{cluster}')
    ? [{ name: 'cluster', in: 'path', required: true, schema: toSchema(ClusterId, schemas) }]
    : []
  const fields: Array<[string, z.ZodType]> =
    query instanceof z.ZodObject ? Object.entries(query.shape) : []
  const inQuery = fields.map(([name, field]) => ({
    name,
    in: 'query',
    required: !field.safeParse(undefined).success,
    schema: toSchema(field, schemas),
  }))
  return [...inPath, ...inQuery]
}

/** The JSON Schema of `schema`; those with a name go into `schemas` and are referred to. */
function toSchema(schema: z.ZodType, schemas: Schemas): unknown {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))
  const {
    $schema: _,
    $defs,
    ...own
  } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'))
  for (const [id, named] of Object.entries($defs ?? {})) schemas.set(id, named)
  return own
}
