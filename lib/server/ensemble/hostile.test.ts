import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { eventually, optionsFor } from '@/lib/server/testing/sessions'
import { systemWorld } from '@/lib/server/zookeeper/client/system-environment'
import type { ZnodePath } from '@/lib/znode/path'
import { readConnection } from './connection-line'
import { Lines } from './lines'
import { SharedWord } from './shared-word'
import { watchersOf } from './watchers'

const { signal: never } = new AbortController()
const opened: Server[] = []

afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

/** A server that leaves each word to `answer`. */
async function startPeer(answer: (socket: Socket, word: string) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (word) => answer(socket, word.toString()))
  })
  opened.push(server)
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

describe('a line of cons', () => {
  test.each([
    [' /127.0.0.1:51234[1](queued=0,recved=1,sent=1,sid=0x10001,lop=PING)', '127.0.0.1:51234'],
    [' /[0:0:0:0:0:0:0:1]:51234[1](queued=0,sid=0x10001,lop=SESS)', '[0:0:0:0:0:0:0:1]:51234'],
    [' /0:0:0:0:0:0:0:1:51234[0](sid=0x10001)', '0:0:0:0:0:0:0:1:51234'],
  ])('%s', (line, address) => {
    expect(readConnection(line)).toEqual({ session: '0x10001', address })
  })

  test.each([
    '',
    ' /127.0.0.1:51234[0](queued=0,recved=1,sent=0)',
    'a[1](sid=0x10001x',
    '[1](sid=0x1)',
    'a[x](sid=0x1)',
    'a[1](sid=0x11111111111111111)',
    'a[1](xsid=0x1)',
  ])('is none: %s', (line) => {
    expect(readConnection(line)).toBeUndefined()
  })

  test.each(['a[1](', 'a[1](sid=', ']([', 'sid=0x1,', '   /'])(
    'is read in a time that %s repeated cannot stretch',
    (piece) => {
      const started = process.cpuUsage()
      readConnection(piece.repeat(2_000_000 / piece.length))
      expect(process.cpuUsage(started).user).toBeLessThan(1_000_000)
    },
  )
})

test('lines are whole however they come in pieces, and those that are too long are counted', () => {
  const text = `one\n${'x'.repeat(11)}\n\nlast${'\n'.repeat(2)}end`
  for (let size = 1; size < 12; size++) {
    const seen: Array<string | null> = []
    const lines = new Lines((line) => seen.push(line), 10)
    for (let at = 0; at < text.length; at += size) lines.take(text.slice(at, at + size))
    lines.end()
    expect(seen).toEqual(['one', null, '', 'last', '', 'end'])
    expect(lines).toMatchObject({ first: 'one', skipped: 1 })
  }
})

describe('an answer to wchp', () => {
  const path = '/a/b' as ZnodePath

  /** Who watches, where the servers answer with that. */
  async function asked(text: string) {
    const port = await startPeer((socket, word) => socket.end(word === 'wchp' ? text : ''))
    const [answer] = await watchersOf({ session: optionsFor(port) }, path, new Set(), never)
    return answer
  }

  test('counts sessions of the path and of those above it, and of no line too long to read', async () => {
    const long = '/'.padEnd(200_000, 'x')
    const text = `/a/b\n\t0x1\n\t0x2\n${long}\n\t0x3\n/a\n\t0x1\n\t0x4\n/\n\t0x5\n/a/bc\n\t0x6\n`
    expect(await asked(text)).toMatchObject({
      outcome: 'answered',
      watchers: [
        { session: '0x1', address: null },
        { session: '0x2', address: null },
      ],
      total: 2,
      above: 2,
      skipped: 1,
    })
  })

  test('with more sessions than are counted is too large', async () => {
    const sessions = Array.from({ length: 100_001 }, (_, id) => `\t0x${id.toString(16)}\n`)
    expect(await asked(`/a/b\n${sessions.join('')}`)).toMatchObject({
      outcome: 'too-large',
      total: 100_000,
    })
  })

  test('of a hundred megabytes without a line is too large, and takes no memory', async () => {
    const before = process.memoryUsage().rss
    expect(await asked('x'.repeat(40_000_000))).toMatchObject({ outcome: 'too-large' })
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  })
})

describe('a word that several ask', () => {
  const options = {
    world: systemWorld,
    tls: undefined,
    deadline: 5_000,
    maxBytes: 1_000,
    maxLine: 100,
  }

  async function start() {
    const sockets: Socket[] = []
    const port = await startPeer((socket) => sockets.push(socket))
    const word = new SharedWord({ host: '127.0.0.1', port }, 'wchp', options)
    const ask = (signal = never) => {
      const lines: Array<string | null> = []
      return { lines, answer: word.ask((line) => lines.push(line), signal) }
    }
    return { sockets, ask }
  }

  test('is asked once for all who ask while it is answered, and each gets a whole answer', async () => {
    const { sockets, ask } = await start()
    const first = ask()
    await eventually(() => sockets.length === 1)
    sockets[0]?.write('early\n')
    await eventually(() => first.lines.length === 1)
    const late = Array.from({ length: 20 }, () => ask())
    sockets[0]?.end('end\n')
    expect(await first.answer).toMatchObject({ outcome: 'answered' })
    expect(first.lines).toEqual(['early', 'end'])
    await eventually(() => sockets.length === 2)
    sockets[1]?.end('again\n')
    for (const { lines, answer } of late) {
      expect(await answer).toMatchObject({ outcome: 'answered' })
      expect(lines).toEqual(['again'])
    }
    expect(sockets).toHaveLength(2)
  })

  test('ends when everybody who asked has left', async () => {
    const { sockets, ask } = await start()
    const [one, two] = [new AbortController(), new AbortController()]
    const asked = [ask(one.signal), ask(two.signal)]
    await eventually(() => sockets.length === 1)
    const closed = new Promise((done) => sockets[0]?.once('close', done))
    sockets[0]?.resume()
    one.abort()
    expect(await asked[0]?.answer).toMatchObject({ outcome: 'unreachable' })
    two.abort()
    await closed
  })

  test('is asked for whoever comes after all who waited for it have left', async () => {
    const { sockets, ask } = await start()
    const running = ask()
    await eventually(() => sockets.length === 1)
    const left = new AbortController()
    const gone = ask(left.signal)
    left.abort()
    expect(await gone.answer).toMatchObject({ outcome: 'unreachable' })
    const late = ask()
    sockets[0]?.end('first\n')
    expect(await running.answer).toMatchObject({ outcome: 'answered' })
    await eventually(() => sockets.length === 2)
    sockets[1]?.end('second\n')
    expect(await late.answer).toMatchObject({ outcome: 'answered' })
    expect(late.lines).toEqual(['second'])
  })

  test('has so many readers at most', async () => {
    const { ask } = await start()
    const left = new AbortController()
    const all = Array.from({ length: 65 }, () => ask(left.signal).answer)
    await expect(ask(left.signal).answer).rejects.toMatchObject({ code: 'too-many' })
    left.abort()
    for (const answer of all) expect(await answer).toMatchObject({ outcome: 'unreachable' })
  })
})
