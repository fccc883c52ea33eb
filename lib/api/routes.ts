type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Where an operation is asked for; the path as in the OpenAPI document, with `{cluster}` in it. */
export type Route = { readonly method: Method; readonly path: string }

/**
 * Where each operation of the API is asked for, by its id. Without zod, so that the browser can have
 * it: the declarations in the other files of this folder read their method and path here, too.
 * Paths are below `/api`; `{cluster}` stands for `/clusters/` and the id of one.
 */
const ROUTES = {
  readHealth: 'GET /health',
  readReadiness: 'GET /ready',
  readOpenApi: 'GET /openapi.json',
  readSession: 'GET /session',
  beginSession: 'POST /session',
  endSession: 'DELETE /session',
  listClusters: 'GET /clusters',
  reconnect: 'POST {cluster}/reconnect',
  readZnode: 'GET {cluster}/znode',
  createZnode: 'POST {cluster}/znode',
  setZnode: 'PUT {cluster}/znode',
  deleteZnode: 'DELETE {cluster}/znode',
  readOutcome: 'GET {cluster}/outcome',
  listChildren: 'GET {cluster}/children',
  readStats: 'POST {cluster}/stats',
  previewValues: 'POST {cluster}/previews',
  readAcl: 'GET {cluster}/acl',
  setAcl: 'PUT {cluster}/acl',
  planAclUndo: 'GET {cluster}/history/acl-undo',
  checkValue: 'POST {cluster}/check',
  readSchemas: 'GET {cluster}/schemas',
  findWatchers: 'POST {cluster}/watchers',
  openEvents: 'GET {cluster}/events',
  setInterest: 'POST {cluster}/interest',
  listChanges: 'GET {cluster}/history',
  readChange: 'GET {cluster}/history/change',
  readChangeValues: 'GET {cluster}/history/values',
  listDeleted: 'GET {cluster}/history/deleted',
  readHistoryStatus: 'GET {cluster}/history/status',
  readPast: 'GET {cluster}/history/past',
  planRestore: 'POST {cluster}/history/plan',
  commitChangeSet: 'POST {cluster}/change-set',
} as const satisfies Record<string, `${Method} ${'/' | '{cluster}/'}${string}`>

export type OperationId = keyof typeof ROUTES

/** The method and the path template of an operation. */
export function routeOf(id: OperationId): Route {
  const [method, place] = ROUTES[id].split(' ') as [Method, string]
  return { method, path: `/api${place.replace('{cluster}', '/clusters/{cluster}')}` }
}
