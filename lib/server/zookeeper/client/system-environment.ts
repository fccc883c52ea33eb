import net from 'node:net'
import { performance } from 'node:perf_hooks'
import tls from 'node:tls'
import type { SessionOptions, World } from '@/lib/server/zookeeper/session'
import { diagnose } from './diagnose'

const READ_BYTES = 64 * 1024

/** How long each question of a diagnosis may take (ms). */
const DIAGNOSIS_MS = 1_500

type Server = { host: string; port: number }

function dial(server: Server, options: SessionOptions['tls']): net.Socket {
  return connect(server, options).setNoDelay(true)
}

/** The real network, clock and chance. */
export const systemWorld: World = {
  connect: dial,
  diagnose: (server, options) => diagnose(dial, server, options, DIAGNOSIS_MS),
  now: () => performance.now(),
  setTimer: (callback, ms) => setTimeout(callback, ms),
  clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
  random: () => Math.random(),
}

function connect({ host, port }: Server, options: SessionOptions['tls']): net.Socket {
  if (!options) return connectPlain(host, port)
  const servername = options.servername ?? (net.isIP(host) ? undefined : host)
  return tls.connect({ host, port, ...options, ...(servername ? { servername } : {}) })
}

/** Reads into one buffer for as long as it lasts: a new one per read costs more than the read. */
function connectPlain(host: string, port: number): net.Socket {
  const socket: net.Socket = net.connect({
    host,
    port,
    onread: {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (length, buffer) => {
        socket.emit('data', Buffer.from(buffer.buffer, buffer.byteOffset, length))
        return true
      },
    },
  })
  return socket
}
