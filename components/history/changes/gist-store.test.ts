import { expect, test } from 'vitest'
import { ApiError } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import { GistStore } from './gist-store'

const kept = { state: 'kept', size: 1, data: 'YQ==' }

/** A store whose requests are noted and whose timers fire when the test says so. */
function stage(answer: (of: string[]) => unknown[] = (all) => all.map(comparedOf)) {
  const asked: string[][] = []
  const timers: Array<() => void> = []
  const store = new GistStore('main', {
    request: (_id, input) =>
      new Promise((resolve) => {
        const of = String((input as { query: { of: string } }).query.of).split(',')
        asked.push(of)
        resolve({ compared: answer(of) } as never)
      }),
    setTimer: (run) => {
      timers.push(run)
      return timers.length as never
    },
    clearTimer: () => undefined,
    compare: () => Promise.resolve({ kind: 'same' }),
  })
  const want = (of: string) => store.want({ of, path: '/a' as ZnodePath })
  const settle = async () => {
    while (timers.length > 0) {
      timers.shift()?.()
      await new Promise((done) => setImmediate(done))
    }
  }
  return { store, asked, want, settle, timers }
}

function comparedOf(of: string) {
  return { of, before: kept, after: kept, acl: null }
}

test('what is in view is read some at a time, once, and what left the view is not', async () => {
  const { store, asked, want, settle } = stage()
  for (let id = 1; id <= 12; id++) want(`${id}`)
  want('99')()
  await settle()
  expect(asked.map((of) => of.length)).toEqual([8, 4])
  expect(asked.flat()).not.toContain('99')
  expect(store.get('12')).toMatchObject({ gist: { kind: 'same' } })
  want('1')
  await settle()
  expect(asked).toHaveLength(2)
})

test('a change that is no longer kept is not asked for again', async () => {
  const { store, asked, want, settle } = stage(() => [])
  want('1')
  await settle()
  want('1')
  await settle()
  expect([store.get('1'), asked.length]).toEqual([null, 1])
})

test('values that are not known are not compared, and what is known of them is told', async () => {
  const before = { state: 'redacted', size: 7, data: null }
  const { store, want, settle } = stage((all) => all.map((of) => ({ ...comparedOf(of), before })))
  want('1')
  await settle()
  expect(store.get('1')).toMatchObject({ before: { state: 'redacted' }, gist: undefined })
})

test('a creation without data is not told as a value that stayed the same', async () => {
  const [before, after] = ['absent', 'none'].map((state) => ({ state, size: null, data: null }))
  const { store, want, settle } = stage((all) =>
    all.map((of) => ({ of, before, after, acl: null })),
  )
  want('1')
  await settle()
  expect(store.get('1')).toMatchObject({ after: { state: 'none' }, gist: undefined })
})

test('a reading that failed is tried again while it is wanted', async () => {
  let failures = 1
  const { store, want, settle } = stage((all) => {
    if (failures-- > 0) throw new ApiError({ code: 'history-unavailable' } as never)
    return all.map(comparedOf)
  })
  want('1')
  await settle()
  expect(store.get('1')).toBeDefined()
})
