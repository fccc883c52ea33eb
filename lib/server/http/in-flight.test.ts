import { describe, expect, test } from 'vitest'
import { InFlight } from './in-flight'
import { takenBody } from './taken-body'

const { signal } = new AbortController()
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('of one session', () => {
  test('eight requests are worked on at once, and the others begin in turn', async () => {
    const inFlight = new InFlight()
    const begun: number[] = []
    const leave: Array<() => void> = []
    const enter = async (place: number) => {
      leave[place] = await inFlight.enter('ann', signal)
      begun.push(place)
    }
    const all = Array.from({ length: 12 }, (_, place) => enter(place))
    await settled()
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const place of [3, 3, 3, 0]) leave[place]?.()
    await settled()
    expect(begun.slice(8)).toEqual([8, 9])
    for (const place of [1, 2]) leave[place]?.()
    await Promise.all(all)
  })

  test('too many are refused, and another session is not', async () => {
    const inFlight = new InFlight()
    const all = Array.from({ length: 40 }, () => inFlight.enter('ann', signal))
    await expect(inFlight.enter('ann', signal)).rejects.toMatchObject({ code: 'too-many-requests' })
    const leave = await inFlight.enter('bob', signal)
    leave()
    expect(all).toHaveLength(40)
  })

  test('who leaves while waiting makes room', async () => {
    const inFlight = new InFlight()
    const running = await Promise.all(
      Array.from({ length: 8 }, () => inFlight.enter('ann', signal)),
    )
    const gone = new AbortController()
    const left = Array.from({ length: 32 }, () => inFlight.enter('ann', gone.signal))
    gone.abort()
    for (const each of left) await expect(each).rejects.toMatchObject({ code: 'too-many-requests' })
    const next = inFlight.enter('ann', signal)
    running[0]?.()
    await next
  })
})

describe('a body', () => {
  const text = '\u{1f98a}é'.repeat(50_000)
  const read = (body: string | ReadableStream<Uint8Array>) => new Response(body).text()

  test('of a short text is taken at once', async () => {
    let taken = 0
    expect(await read(takenBody(['{}'], () => void taken++))).toBe('{}')
    expect(taken).toBe(1)
  })

  test('of a long one comes whole, and is taken when its last piece was asked for', async () => {
    let taken = 0
    const body = takenBody([text], () => void taken++)
    await settled()
    expect(taken).toBe(0)
    expect(await read(body)).toBe(text)
    expect(taken).toBe(1)
  })

  test('of a long one that is given up counts as taken', async () => {
    let taken = 0
    const body = takenBody([text], () => void taken++)
    if (typeof body !== 'string') await body.cancel()
    expect(taken).toBe(1)
  })
})
