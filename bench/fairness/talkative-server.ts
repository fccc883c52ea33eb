import { createServer, type Socket } from 'node:net'

const WATCHED = 300_000
const SESSIONS = 90_000

/** A server that answers `wchp` and `cons` with as much as is read of it, and nothing else. */
export async function startTalkativeServer(): Promise<{ port: number; stop: () => void }> {
  const session = (index: number) => `0x${(0x1000000 + index).toString(16)}`
  const answers = new Map([
    [
      'wchp',
      linesOf(
        WATCHED,
        (index) =>
          `/services/checkout/instance-${index}/configuration/of/it/x\n\t${session(index % SESSIONS)}`,
      ),
    ],
    [
      'cons',
      linesOf(
        SESSIONS,
        (index) =>
          ` /10.0.0.1:${index}[1](queued=0,recved=${index},sent=1,sid=${session(index)},lop=PING)`,
      ),
    ],
  ])
  const answer = (socket: Socket, word: string) => {
    const known = answers.get(word.trim())
    if (known) socket.end(known)
    else socket.destroy()
  }
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (word) => answer(socket, word.toString()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, stop: () => void server.close() }
}

function linesOf(count: number, line: (index: number) => string): Buffer {
  return Buffer.from(`${Array.from({ length: count }, (_, index) => line(index)).join('\n')}\n`)
}
