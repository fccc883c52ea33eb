import { describe, expect, test, vi } from 'vitest'
import { type Sink, sse } from './event-stream'
import { FrameQueue } from './frame-queue'
import { Streams } from './open-streams'

const bytes = (text: string) => new TextEncoder().encode(text)

type Given = { stands?: () => boolean; streams?: Streams; missed?: readonly string[] }

function open({ stands = () => true, streams = new Streams(500), missed = [] }: Given = {}) {
  const aborter = new AbortController()
  const seat: { sink: Sink | null; left: boolean } = { sink: null, left: false }
  const response = sse({
    signal: aborter.signal,
    streams,
    key: 'session',
    stands,
    attach: (sink) => {
      seat.sink = sink
      for (const text of missed) sink(bytes(text))
      return () => {
        seat.left = true
      }
    },
    overflow: () => bytes('data: reset\n\n'),
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => (await reader?.read()) ?? { done: true, value: undefined }
  const rest = async () => {
    let text = ''
    for (let part = await next(); !part.done; part = await next()) text += part.value
    return text
  }
  return {
    response,
    aborter,
    seat,
    streams,
    next,
    rest,
    send: (text: string) => seat.sink?.(bytes(text)),
  }
}

describe('an event stream', () => {
  test('is never cached, transformed or held back by a proxy', () => {
    const { response, aborter } = open()
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    })
    aborter.abort()
  })

  test('hands frames over as they come, in order', async () => {
    const { send, next, aborter } = open()
    expect((await next()).value).toMatch(/^retry: \d+\n\n$/)
    send('data: 1\n\n')
    expect((await next()).value).toBe('data: 1\n\n')
    send('data: 2\n\n')
    send('data: 3\n\n')
    expect((await next()).value).toContain('data: 2\n\n')
    aborter.abort()
  })

  test('to a reader who takes nothing ends in a reset, without what waited', async () => {
    const { send, rest, seat, streams } = open()
    for (let count = 0; count < 1_100; count++) send(`data: ${count}\n\n`)
    expect(seat.left).toBe(true)
    expect(streams.size).toBe(0)
    const text = await rest()
    expect(text.endsWith('data: reset\n\n')).toBe(true)
    expect(text).not.toContain('data: 500\n\n')
  })

  test('leaves its seat when the reader goes away', async () => {
    const { aborter, seat, streams, rest } = open()
    aborter.abort()
    expect(seat.left).toBe(true)
    expect(streams.size).toBe(0)
    await rest()
  })

  test('ends when its session is signed out, after what was sent before', async () => {
    const { send, streams, rest } = open()
    send('data: last\n\n')
    streams.endOf('another session')
    streams.endOf('session')
    send('data: too late\n\n')
    const text = await rest()
    expect(text).toContain('data: last\n\n')
    expect(text).not.toContain('too late')
  })

  test('beats every 15 s, and ends at the beat after its session ran out', async () => {
    vi.useFakeTimers()
    try {
      let stands = true
      const { next, rest } = open({ stands: () => stands })
      await next()
      vi.advanceTimersByTime(15_000)
      expect((await next()).value).toBe(':\n\n')
      stands = false
      vi.advanceTimersByTime(15_000)
      expect(await rest()).toBe('')
    } finally {
      vi.useRealTimers()
    }
  })

  test('is refused beyond as many as may be open', () => {
    const streams = new Streams(3)
    const all = Array.from({ length: 3 }, () => open({ streams }))
    expect(() => open({ streams })).toThrow('3 streams are open')
    expect(streams.size).toBe(3)
    streams.endAll()
    expect(all.every(({ seat }) => seat.left)).toBe(true)
  })

  test('is refused beyond as many as one session may have, whatever room is left', () => {
    const streams = new Streams(500, 6)
    for (let count = 0; count < 6; count++) open({ streams })
    expect(streams.isFullFor('session')).toBe(true)
    expect(() => open({ streams })).toThrow('6 streams of this session are open')
    expect(streams.isFullFor('another')).toBe(false)
    streams.endAll()
    expect(streams.isFullFor('session')).toBe(false)
  })

  test('that begins with more than fits is reset at once, and leaves its seat', async () => {
    const missed = Array.from({ length: 1_001 }, (_, index) => `data: ${index}\n\n`)
    const { seat, rest } = open({ missed })
    expect(seat.left).toBe(true)
    expect(await rest()).toContain('data: reset\n\n')
  })
})

describe('what waits for a slow reader', () => {
  test('is 1,000 frames at most', () => {
    const queue = new FrameQueue()
    for (let count = 0; count < 1_000; count++) expect(queue.push(bytes('x'))).toBe(true)
    expect(queue.push(bytes('x'))).toBe(false)
    expect(queue.take()).toHaveLength(1_000)
    expect(queue.push(bytes('x'))).toBe(true)
  })

  test('is 256 KB at most', () => {
    const queue = new FrameQueue()
    expect(queue.push(new Uint8Array(262_000))).toBe(true)
    expect(queue.push(new Uint8Array(145))).toBe(false)
    expect(queue.push(new Uint8Array(144))).toBe(true)
  })
})
