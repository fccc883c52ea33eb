import { planAclUndo, setAcl } from './acl'
import { readChangeValues } from './change-values'
import { checkValue, readSchemas } from './check'
import { listClusters, reconnect } from './cluster'
import { openEvents, setInterest } from './events'
import { listChanges, listDeleted, readChange } from './history'
import { readHistoryStatus } from './history-status'
import type { Operation } from './operation'
import { readOutcome } from './outcome'
import { readPast } from './past'
import { commitChangeSet, planRestore } from './restore'
import type { OperationId } from './routes'
import {
  beginSession,
  endSession,
  readHealth,
  readOpenApi,
  readReadiness,
  readSession,
} from './session'
import { findWatchers } from './watchers'
import {
  createZnode,
  deleteZnode,
  listChildren,
  previewValues,
  readAcl,
  readStats,
  readZnode,
  setZnode,
} from './znode'

/** Every operation of the API. A test holds the routes to it. */
export const OPERATIONS = [
  readHealth,
  readReadiness,
  readOpenApi,
  readSession,
  beginSession,
  endSession,
  listClusters,
  reconnect,
  readZnode,
  createZnode,
  setZnode,
  deleteZnode,
  readOutcome,
  listChildren,
  readStats,
  previewValues,
  readAcl,
  setAcl,
  planAclUndo,
  checkValue,
  readSchemas,
  findWatchers,
  openEvents,
  setInterest,
  listChanges,
  readChange,
  readChangeValues,
  listDeleted,
  readHistoryStatus,
  readPast,
  planRestore,
  commitChangeSet,
] as const satisfies readonly Operation[]

/** The operation of an id, as a type: for callers that must not load its schemas. */
export type OperationOf<Id extends OperationId> = Extract<
  (typeof OPERATIONS)[number],
  { readonly id: Id }
>
