import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { framer } from './frames'

/** A TCP proxy that loses one request, or its answer, and with it the network. */
export type LosingProxy = {
  readonly connectString: string
  /** At the next request of that kind: loses it or its answer, and lets nobody through from then. */
  lose(what: 'request' | 'answer', request: keyof typeof OPCODES): void
  /** Lets everybody through again. */
  heal(): void
  close(): Promise<void>
}

const OPCODES = { create: 15, delete: 2, setData: 5, multi: 14 }

type Planned = { readonly what: 'request' | 'answer'; readonly opcode: number }

/** Starts the proxy on a free loopback port. */
export async function startLosingProxy(targetPort: number): Promise<LosingProxy> {
  const clients = new Set<Socket>()
  let planned: Planned | null = null
  let isDown = false
  /** Whether that was the request: then the network is gone. */
  const strikes = (frame: Buffer, position: number) => {
    if (position === 0 || planned?.opcode !== frame.readInt32BE(8)) return false
    isDown = true
    for (const client of clients) client.destroy()
    return true
  }
  const listener = createServer((client) => {
    if (isDown) return void client.destroy()
    clients.add(client)
    const server = connect(targetPort, '127.0.0.1')
    const framesOf = framer()
    let position = 0
    client.on('data', (chunk) => {
      for (const frame of framesOf(chunk)) {
        if (strikes(frame, position++)) return void server.end(isAnswer(planned) ? frame : '')
        server.write(frame)
      }
    })
    server.on('data', (chunk) => client.destroyed || client.write(chunk))
    server.on('close', () => client.destroy()).on('error', () => client.destroy())
    client
      .on('error', () => client.destroy())
      .on('close', () => {
        clients.delete(client)
        server.end()
      })
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    connectString: `127.0.0.1:${port}`,
    lose: (what, request) => {
      planned = { what, opcode: OPCODES[request] }
    },
    heal: () => {
      planned = null
      isDown = false
    },
    close: async () => {
      const closed = once(listener, 'close')
      listener.close()
      for (const client of clients) client.destroy()
      await closed
    },
  }
}

function isAnswer(planned: Planned | null): boolean {
  return planned?.what === 'answer'
}
