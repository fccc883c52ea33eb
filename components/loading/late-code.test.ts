import { expect, test } from 'vitest'
import { LateCode, missingCode } from './late-code'

const settled = () => new Promise((resolve) => setTimeout(resolve))

test('code that failed to load is loaded when it is asked for again, once at a time', async () => {
  const answers = [Promise.reject(new Error('gone')), Promise.resolve('code')]
  let asked = 0
  const late = new LateCode(() => answers[asked++] ?? Promise.reject(new Error('too often')))
  const seen: string[] = []
  late.subscribe(() => seen.push(late.state.status))
  late.load()
  late.load()
  await settled()
  expect(late.state).toEqual({ status: 'failed', failures: 1 })
  late.load()
  await settled()
  expect(late.state).toEqual({ status: 'ready', code: 'code' })
  late.load()
  await settled()
  expect(asked).toBe(2)
  expect(seen).toEqual(['failed', 'ready'])
})

test('each attempt that fails is counted until one succeeds', async () => {
  const late = new LateCode(() => Promise.reject(new Error('gone')))
  for (const failures of [1, 2, 3]) {
    late.load()
    await settled()
    expect(late.state).toEqual({ status: 'failed', failures })
  }
})

test('who needs code waits through its failures, which are told meanwhile', async () => {
  const answers = [Promise.reject(new Error('gone')), Promise.resolve('code')]
  const late = new LateCode(() => answers.shift() ?? Promise.reject(new Error('too often')))
  const needed = late.needed()
  await settled()
  expect(missingCode()).toBe(late)
  late.load()
  expect(await needed).toBe('code')
  expect(missingCode()).toBeUndefined()
  expect(await late.needed()).toBe('code')
})
