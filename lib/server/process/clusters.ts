import 'server-only'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import { ClusterGateway } from '@/lib/server/cluster/gateway'
import { LiveTree } from '@/lib/server/live/live-tree'
import { openSession, systemWorld } from '@/lib/server/zookeeper/client/open-session'
import { ZnodeError } from '@/lib/znode/znode-error'

type Log = {
  readonly info: (line: object, text: string) => void
  readonly warn: (line: object, text: string) => void
}

const silent: Log = { info: () => undefined, warn: () => undefined }

/** One configured cluster with its sessions and its live tree. */
export type LiveCluster = {
  readonly config: ClusterConfig
  readonly gateway: ClusterGateway
  readonly live: LiveTree
}

/** The configured clusters. Nothing is opened before somebody asks. */
export class Clusters {
  readonly #byId: ReadonlyMap<string, LiveCluster>

  constructor(configs: readonly ClusterConfig[], log: Log = silent) {
    this.#byId = new Map(configs.map((config) => [config.id, toLiveCluster(config, log)]))
  }

  all(): LiveCluster[] {
    return [...this.#byId.values()]
  }

  /** Throws `unknown-cluster`. */
  get(id: string): LiveCluster {
    const cluster = this.#byId.get(id)
    if (!cluster) throw new ZnodeError('unknown-cluster', '', { detail: id })
    return cluster
  }

  /** Closes every ZooKeeper session. */
  async close(): Promise<void> {
    for (const { live } of this.all()) live.close()
    await Promise.all(this.all().map(({ gateway }) => gateway.close()))
  }
}

function toLiveCluster(config: ClusterConfig, log: Log): LiveCluster {
  const gateway = new ClusterGateway(config, {
    ...systemWorld,
    open: ({ session }) => openSession(session),
  })
  const live = new LiveTree(gateway, {
    ...systemWorld,
    wallClock: Date.now,
    log: (line) => {
      const said = { cluster: config.id, ...line }
      if (line.cause) log.warn(said, 'ZooKeeper is not reached as it should be')
      else log.info(said, 'ZooKeeper is reached')
    },
  })
  return { config, gateway, live }
}
