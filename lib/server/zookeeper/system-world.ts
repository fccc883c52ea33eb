import net from 'node:net'
import { performance } from 'node:perf_hooks'
import tls from 'node:tls'
import type { SessionOptions, World } from './session'

type Server = { host: string; port: number }

/** The real network, clock and chance. */
export const systemWorld: World = {
  connect: (server, options) => connect(server, options).setNoDelay(true),
  now: () => performance.now(),
  setTimer: (callback, ms) => setTimeout(callback, ms),
  clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
  random: () => Math.random(),
}

function connect({ host, port }: Server, options: SessionOptions['tls']): net.Socket {
  if (!options) return net.connect({ host, port })
  const servername = options.servername ?? (net.isIP(host) ? undefined : host)
  return tls.connect({ host, port, ...options, ...(servername ? { servername } : {}) })
}
