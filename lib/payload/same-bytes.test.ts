import { expect, test } from 'vitest'
import { emptinessChange } from './same-bytes'

test('no data and empty data look the same and are told apart', () => {
  const empty = new Uint8Array()
  expect(emptinessChange(null, empty)).toBe('toEmpty')
  expect(emptinessChange(empty, null)).toBe('toNone')
  for (const same of [null, empty, Uint8Array.of(1)])
    expect(emptinessChange(same, same)).toBeUndefined()
  expect(emptinessChange(null, Uint8Array.of(1))).toBeUndefined()
})
