import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type NextWrite, nextWrite } from './next-write'

/** A TCP proxy between a client and a server that misbehaves on demand. */
export type FaultProxy = {
  readonly port: number
  readonly connectString: string
  /** Connections accepted so far. */
  readonly accepted: number
  /** Client connections open now. */
  readonly open: number
  /** Destroys every connection. New ones are accepted. */
  cut(): void
  /** Lets exactly `bytes` more bytes through to the client, then cuts; resolves when it has cut. */
  cutAfter(bytes: number): Promise<void>
  /** Lets the next write over an open connection reach the server, and cuts instead of its answer. */
  loseAnswer(): void
  /** Accepts and holds connections, and drops every byte: a network that swallows packets. */
  silence(): void
  /** Ends `silence()`. Connections that lost bytes meanwhile are destroyed. */
  unsilence(): void
  /** Adds `ms` of latency each way; 0 ends it. */
  delay(ms: number): void
  /** Lets through at most so many bytes per second each way; Infinity ends it. */
  throttle(bytesPerSecond: number): void
  /** Cuts, and refuses new connections until `accept()`. */
  refuse(): Promise<void>
  accept(): Promise<void>
  /** Ends every fault but `refuse()`. */
  calm(): void
  close(): Promise<void>
}

type Faults = {
  silent: boolean
  delay: number
  rate: number
  cut: { left: number; done: () => void } | null
}

const GOOD_NETWORK: Readonly<Faults> = {
  silent: false,
  delay: 0,
  rate: Number.POSITIVE_INFINITY,
  cut: null,
}

type Link = {
  readonly client: Socket
  readonly server: Socket
  lossy: boolean
  /** Whose answer is to be lost. */
  losing?: NextWrite
}

/** Starts a proxy on a free loopback port (or `port`) in front of `targetPort`. */
export async function startProxy(targetPort: number, port = 0): Promise<FaultProxy> {
  const faults: Faults = { ...GOOD_NETWORK }
  const links = new Set<Link>()
  let accepted = 0
  const cut = () => {
    for (const link of links) destroy(link)
    links.clear()
  }
  const listener = createServer((client) => {
    accepted += 1
    const link: Link = { client, server: connect(targetPort, '127.0.0.1'), lossy: false }
    links.add(link)
    join(link, faults, cut, () => links.delete(link))
  })
  const bound = await listen(listener, port)
  const refuse = async () => {
    const closed = listener.listening ? new Promise((done) => listener.close(done)) : null
    cut()
    await closed
  }
  const unsilence = () => {
    faults.silent = false
    for (const link of links) if (link.lossy) destroy(link)
  }
  return {
    port: bound,
    connectString: `127.0.0.1:${bound}`,
    get accepted() {
      return accepted
    },
    get open() {
      return links.size
    },
    cut,
    cutAfter: (bytes) =>
      new Promise((done) => {
        faults.cut = { left: bytes, done }
      }),
    loseAnswer: () => {
      for (const link of links) link.losing = nextWrite()
    },
    silence: () => {
      faults.silent = true
    },
    unsilence,
    delay: (ms) => {
      faults.delay = ms
    },
    throttle: (bytesPerSecond) => {
      faults.rate = bytesPerSecond
    },
    refuse,
    accept: async () => {
      if (!listener.listening) await listen(listener, bound)
    },
    calm: () => {
      unsilence()
      Object.assign(faults, GOOD_NETWORK)
      for (const link of links) delete link.losing
    },
    close: refuse,
  }
}

function listen(listener: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(port, '127.0.0.1', () => {
      listener.off('error', reject)
      const address = listener.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function destroy({ client, server }: Link) {
  client.destroy()
  server.destroy()
}

function join(link: Link, faults: Faults, cut: () => void, forget: () => void) {
  const end = () => {
    destroy(link)
    forget()
  }
  for (const socket of [link.client, link.server]) {
    socket.setNoDelay(true)
    socket.on('error', end)
    socket.on('close', end)
  }
  const toServer = pump(link, link.server, faults)
  const toClient = pump(link, link.client, faults)
  link.client.on('data', (chunk) => {
    link.losing?.sent(chunk)
    toServer(chunk)
  })
  link.server.on('data', (chunk) => {
    if (link.losing?.isAnswered(chunk)) return cut()
    if (faults.silent || faults.cut === null) return toClient(chunk)
    const { left, done } = faults.cut
    faults.cut.left -= chunk.length
    if (chunk.length < left) return toClient(chunk)
    faults.cut = null
    link.client.write(chunk.subarray(0, left), () => {
      cut()
      done()
    })
  })
}

/** Chunks leave in order, each not before its arrival plus the delay, and at the rate set. */
function pump(link: Link, to: Socket, faults: Faults) {
  let free = 0
  let queue = Promise.resolve()
  return (chunk: Buffer) => {
    if (faults.silent) {
      link.lossy = true
      return
    }
    const now = performance.now()
    free = Math.max(free, now) + (chunk.length / faults.rate) * 1000
    const due = Math.max(free, now + faults.delay)
    queue = queue.then(async () => {
      const wait = due - performance.now()
      if (wait > 0) await sleep(wait)
      if (!to.destroyed) to.write(chunk)
    })
  }
}
