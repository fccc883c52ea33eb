import type { Cluster } from '@/lib/api/cluster'
import type { LiveCluster } from './clusters'

/** What the screen may know of a cluster: never its credentials. */
export function describeCluster({ config, live }: LiveCluster): Cluster {
  const {
    id,
    name,
    environment = null,
    readOnly,
    requireReason = false,
    schemas = [],
    protectedPaths,
    session,
    history,
  } = config
  return {
    id,
    name,
    environment,
    servers: session.servers.map(({ host, port }) => `${bracket(host)}:${port}`),
    chroot: session.chroot,
    readOnly,
    requireReason,
    protectedPaths: [...protectedPaths],
    recorded: {
      include: [...history.include],
      exclude: [...history.exclude],
      redact: [...history.redact],
      maxValueBytes: history.maxValueBytes,
      keptMs: history.keptMs ?? null,
    },
    maxValueBytes: session.maxValueBytes,
    schemas: schemas.map(({ paths }) => paths),
    state: live.state(),
  }
}

function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
