import { expect, test } from 'vitest'
import { SeenZxids } from './seen-zxids'

test('the newest zxid stays known although later answers carry smaller ones', () => {
  const seen = new SeenZxids()
  seen.note('0x20', false)
  seen.note('0x10', true)
  expect(seen).toMatchObject({ newest: '0x20', returns: 1 })
})

test('data that was found to be put back is not found to be so again by what was answered before', () => {
  const seen = new SeenZxids()
  seen.note('0x20', false)
  // Another sign of it came first; the same return is answered to this session later.
  seen.forget()
  seen.note('0x10', true)
  expect(seen).toMatchObject({ newest: '0x10', returns: 0 })
  seen.note('0x0f', true)
  expect(seen.returns).toBe(1)
})
