import { expect, test } from 'vitest'
import { Watermark } from './watermark'

test('data that was found to be put back is not found to be so again by the same session', () => {
  const watermark = new Watermark(() => '0x0')
  watermark.follow({ lastZxid: '0x20', returns: 0 })
  expect(watermark.note({ lastZxid: '0x20', returns: 0 })).toBe(false)
  // Another sign of it came first; the session saw the same return.
  watermark.supersede({ returns: 1 })
  expect(watermark.note({ lastZxid: '0x10', returns: 1 })).toBe(false)
  expect(watermark.note({ lastZxid: '0x30', returns: 2 })).toBe(true)
})
