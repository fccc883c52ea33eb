import { describe, expect, test } from 'vitest'
import { readJson as readJsonBy } from './read-json'
import { TimeShare } from './time-share'

const CAP = 1_000
const readJson = (request: Request, limit: typeof LIMIT) =>
  readJsonBy(request, limit, new TimeShare())
const LIMIT = { bytes: CAP, exceeded: 'The request is larger than a value may be' }

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

function post(body: Body, headers: Record<string, string> = {}) {
  return new Request('http://127.0.0.1/', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    duplex: 'half',
  } as RequestInit)
}

/** A body without end, of which the test sees how much was taken. */
function endless() {
  const taken = { bytes: 0 }
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      taken.bytes += 500
      controller.enqueue(new Uint8Array(500))
    },
  })
  return { body, taken }
}

describe('a JSON body', () => {
  test('is read whole', async () => {
    expect(await readJson(post('{"path":"/ü"}'), LIMIT)).toEqual({ path: '/ü' })
  })

  test('whose sender goes away is an invalid request, and no failure of ours', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new DOMException('aborted', 'ResponseAborted')),
    })
    await expect(readJson(post(body), LIMIT)).rejects.toMatchObject({ code: 'invalid-request' })
  })

  test('may name a charset', async () => {
    const request = post('[]', { 'content-type': 'Application/JSON; charset=utf-8' })
    expect(await readJson(request, LIMIT)).toEqual([])
  })

  test('of exactly the cap is read, one byte more is not', async () => {
    const fits = `"${'x'.repeat(CAP - 2)}"`
    expect(await readJson(post(fits), LIMIT)).toHaveLength(CAP - 2)
    await expect(readJson(post(`${fits} `), LIMIT)).rejects.toMatchObject({
      code: 'too-large',
      detail: LIMIT.exceeded,
    })
  })

  test('that is large is looked at in turns: before it is judged, others have theirs twice', async () => {
    const body = JSON.stringify('x'.repeat(500_000))
    const reading = readJson(post(body), { ...LIMIT, bytes: 1_000_000 }).then(() => true)
    const turn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)))
    let turns = 0
    while (!(await Promise.race([reading, turn()]))) turns += 1
    expect(turns).toBeGreaterThanOrEqual(2)
  })

  test('waits behind bodies that came with it, and each of them gives others their turn', async () => {
    let now = 0
    const slow = new TimeShare(() => {
      now += 10
      return now
    })
    const turn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)))
    const turnsOf = async (count: number) => {
      const all = Array.from({ length: count }, () => readJsonBy(post('[]'), LIMIT, slow))
      const reading = Promise.all(all).then(() => true)
      let turns = 0
      while (!(await Promise.race([reading, turn()]))) turns += 1
      return turns
    }
    expect(await turnsOf(10)).toBeGreaterThanOrEqual((await turnsOf(1)) + 10)
  })

  test('without end is given up at the cap', async () => {
    const { body, taken } = endless()
    await expect(readJson(post(body), LIMIT)).rejects.toMatchObject({ code: 'too-large' })
    expect(taken.bytes).toBeLessThanOrEqual(CAP + 1_000)
  })

  test('that announces too much is not read at all', async () => {
    const { body, taken } = endless()
    const request = post(body, { 'content-length': '300000000' })
    await expect(readJson(request, LIMIT)).rejects.toMatchObject({ code: 'too-large' })
    expect(taken.bytes).toBeLessThanOrEqual(500)
  })

  test('that was cut short on its way is refused', async () => {
    const request = post('{"data":""}', { 'content-length': '900' })
    await expect(readJson(request, LIMIT)).rejects.toMatchObject({ code: 'invalid-request' })
  })

  test.each([
    ['no JSON', post('version=3')],
    ['nothing', post('')],
    ['broken UTF-8', post(Uint8Array.from([0x22, 0xff, 0x22]))],
    ['a form', post('{}', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['plain text', post('{}', { 'content-type': 'text/plain' })],
    ['a look-alike type', post('{}', { 'content-type': 'application/json-patch+json' })],
  ])('is not %s', async (_, request) => {
    await expect(readJson(request, LIMIT)).rejects.toMatchObject({ code: 'invalid-request' })
  })
})
