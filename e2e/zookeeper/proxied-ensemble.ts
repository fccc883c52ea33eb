import { type Ensemble, startEnsemble } from './ensemble'
import { type FaultProxy, startProxy } from './proxy'

/** Three servers, each behind a proxy: a network between the dashboard and its ensemble. */
export type ProxiedEnsemble = {
  readonly ensemble: Ensemble
  /** In the order of the ensemble's members. */
  readonly proxies: readonly FaultProxy[]
  /** The way through the proxies; the ensemble's own leads past them. */
  readonly connectString: string
  /** Ends every fault: members run, proxies let everything through. Members that were killed stay so. */
  calm(): Promise<void>
  stop(): Promise<void>
}

/** Starts the ensemble and its proxies. */
export async function startProxiedEnsemble(): Promise<ProxiedEnsemble> {
  const ensemble = await startEnsemble()
  const { members } = ensemble
  const proxies = await Promise.all(members.map(({ port }) => startProxy(port)))
  return {
    ensemble,
    proxies,
    connectString: proxies.map((proxy) => proxy.connectString).join(','),
    calm: async () => {
      for (const member of members) member.resume()
      for (const proxy of proxies) proxy.calm()
      await Promise.all(proxies.map((proxy) => proxy.accept()))
    },
    stop: async () => {
      await Promise.all(proxies.map((proxy) => proxy.close()))
      await ensemble.stop()
    },
  }
}
