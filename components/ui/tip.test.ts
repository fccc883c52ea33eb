import { expect, test } from 'vitest'
import { placeTip } from './tip'

const WINDOW = { width: 400, height: 300 }
const SIZE = { width: 100, height: 20 }

test('a tip stands below the middle of what it is about', () => {
  const anchor = { left: 150, top: 100, bottom: 128, width: 28 }
  expect(placeTip(anchor, SIZE, WINDOW)).toEqual({ left: 114, top: 134 })
})

test('a tip stays within the window, above its anchor where there is no room below', () => {
  const corner = { left: 370, top: 270, bottom: 298, width: 28 }
  expect(placeTip(corner, SIZE, WINDOW)).toEqual({ left: 292, top: 244 })
  expect(placeTip({ ...corner, left: 0 }, SIZE, WINDOW).left).toBe(8)
})
