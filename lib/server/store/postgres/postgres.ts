import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

/** PostgreSQL's number for bigint, which the driver would answer as text. */
const INT8 = 20

const CONNECT_MS = 2_000

type Limits = {
  readonly connections: number
  /** A statement that takes longer fails, so that a hanging database refuses instead of hanging us. */
  readonly statementMs: number
}

export function postgresDialect(url: string, { connections, statementMs }: Limits): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs,
    keepAlive: true,
    application_name: 'vivarium',
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === INT8 ? Number : pg.types.getTypeParser(type, format ?? 'text'),
    },
  })
  // A connection that the server ends is replaced when the next one is asked for; without these
  // its loss, idle or in use, would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new PostgresDialect({ pool })
}
