import { expect, test } from 'vitest'
import type { AnswerOf } from '@/lib/api/operation'
import type { previewValues } from '@/lib/api/znode'
import { FakeClock } from '@/lib/client/testing/fake-clock'
import { newProblem } from '@/lib/client/testing/fake-server'
import { browserSurroundings } from '@/lib/client/transport/browser-environment'
import { ApiError, type Request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { statWith } from '@/lib/znode/testing/stat'
import { PreviewStore } from './preview-store'

type Answer = AnswerOf<typeof previewValues>['previews'][number]

const pathOf = (index: number) => `/row-${index}` as ZnodePath

/** A server that answers what `values` say, when `answer` is called. */
function opened() {
  const clock = new FakeClock()
  const asked: string[][] = []
  const server = { fails: false, laterFrom: 99, stat: statWith({}), aborted: 0 }
  let release: () => void = () => undefined
  const request = (async (_id, { body, signal }) => {
    const paths = (body as { paths: string[] }).paths
    asked.push(paths)
    signal?.addEventListener('abort', () => {
      server.aborted += 1
      release()
    })
    await new Promise<void>((resolve) => {
      release = resolve
    })
    if (server.fails || signal?.aborted) throw new ApiError(newProblem('not-live', true))
    const previews = paths.map((path, index) => {
      const isLater = index >= server.laterFrom
      const data = isLater ? null : btoa(path)
      return { path, status: isLater ? 'later' : 'read', data, stat: server.stat } as Answer
    })
    return { previews }
  }) as Request
  const surroundings = { ...browserSurroundings, ...clock.surroundings, request }
  const store = new PreviewStore('main', surroundings)
  const want = (from: number, to: number, stat: Stat = server.stat) =>
    store.want(
      Array.from({ length: to - from }, (_, index) => ({ path: pathOf(from + index), stat })),
    )
  const answer = async () => {
    release()
    await clock.pass(1)
  }
  const textOf = (index: number) => {
    const bytes = store.get(pathOf(index))?.bytes
    return bytes && new TextDecoder().decode(bytes)
  }
  return { clock, asked, server, want, answer, textOf }
}

test('rows that are scrolled past are not read; those that stay are, thirty at a time', async () => {
  const { clock, asked, want, answer, textOf } = opened()
  want(0, 40)
  await clock.pass(50)
  want(100, 140)
  await clock.pass(200)
  expect(asked.map(({ length }) => length)).toEqual([30])
  await answer()
  expect(textOf(100)).toBe('/row-100')
  await answer()
  expect(asked.map(({ length }) => length)).toEqual([30, 10])
  expect(textOf(139)).toBe('/row-139')
  await clock.pass(60_000)
  expect(asked).toHaveLength(2)
})

test('a reading that no row waits for any more is ended', async () => {
  const { clock, asked, server, want, answer } = opened()
  want(0, 5)
  await clock.pass(200)
  want(3, 8)
  expect(server.aborted).toBe(0)
  want(10, 15)
  expect(server.aborted).toBe(1)
  await clock.pass(200)
  expect(asked.at(-1)?.[0]).toBe('/row-10')
  await answer()
})

test('a value is read again when it is another, or another ACL hides it, and not otherwise', async () => {
  const { clock, asked, server, want, answer } = opened()
  want(0, 1)
  await clock.pass(200)
  await answer()
  server.stat = statWith({ numChildren: 3, pzxid: '0x9' })
  want(0, 1)
  await clock.pass(2_100)
  expect(asked).toHaveLength(1)
  server.stat = statWith({ mzxid: '0x9', version: 2 })
  want(0, 1)
  await clock.pass(2_100)
  await answer()
  server.stat = statWith({ mzxid: '0x9', version: 2, aversion: 1 })
  want(0, 1)
  await clock.pass(2_100)
  expect(asked).toHaveLength(3)
})

test('a value that changes all the time delays no other, and is read at most every 2 s', async () => {
  const { clock, asked, server, want, answer } = opened()
  for (let change = 0; change < 50; change++) {
    server.stat = statWith({ mzxid: `0x${change + 16}` })
    want(0, 2)
    await clock.pass(100)
    await answer()
  }
  expect(asked.length).toBeGreaterThanOrEqual(2)
  expect(asked.length).toBeLessThanOrEqual(4)
})

test('what a request had no room for comes with the next one', async () => {
  const { clock, asked, server, want, answer, textOf } = opened()
  server.laterFrom = 2
  want(0, 4)
  await clock.pass(200)
  await answer()
  expect([textOf(1), textOf(2)]).toEqual(['/row-1', undefined])
  await clock.pass(1)
  expect(asked.at(-1)).toEqual(['/row-2', '/row-3'])
  await answer()
  expect(textOf(3)).toBe('/row-3')
})

test('a server that lags behind, or does not answer, is asked again with patience', async () => {
  const { clock, asked, server, want, answer, textOf } = opened()
  want(0, 1, statWith({ mzxid: '0x77' }))
  await clock.pass(200)
  await answer()
  await clock.pass(1_900)
  expect(asked).toHaveLength(1)
  await clock.pass(200)
  expect(asked).toHaveLength(2)
  server.fails = true
  await answer()
  await clock.pass(2_100)
  expect(asked).toHaveLength(3)
  expect(textOf(0)).toBe('/row-0')
})
