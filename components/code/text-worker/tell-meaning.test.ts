import { expect, test, vi } from 'vitest'
import { askWorker } from './ask-worker'
import { tellMeaning } from './tell-meaning'

vi.mock('./ask-worker', () => ({ askWorker: vi.fn() }))

const SIDES = { before: 'a: 1', after: 'a: 2', kind: 'text' } as const

test('where reading for the meaning throws, the lines are compared all the same', async () => {
  vi.mocked(askWorker).mockRejectedValueOnce(new Error('it threw'))
  const told: unknown[] = []
  await tellMeaning(SIDES, 'yaml', new AbortController().signal, (compared) => told.push(compared))
  expect(told).toEqual([{ ...SIDES, meaning: undefined }])
})
