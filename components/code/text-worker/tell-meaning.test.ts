import { afterAll, expect, test, vi } from 'vitest'

const SIDES = { before: 'a: 1', after: 'a: 2', kind: 'text' } as const

// Test files share their modules: what meets this one is loaded anew, and forgotten afterwards.
vi.resetModules()
vi.doMock('./ask-worker', () => ({ askWorker: () => Promise.reject(new Error('it threw')) }))
afterAll(() => {
  vi.doUnmock('./ask-worker')
  vi.resetModules()
})

test('where reading for the meaning throws, the lines are compared all the same', async () => {
  const { tellMeaning } = await import('./tell-meaning')
  const told: unknown[] = []
  await tellMeaning(SIDES, 'yaml', new AbortController().signal, (compared) => told.push(compared))
  expect(told).toEqual([{ ...SIDES, meaning: undefined }])
})
