import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseWhen, presetRange, toAddress, toMs, toTyped } from './when'

const zone = process.env.TZ

describe.each(['UTC', 'Europe/Berlin', 'Asia/Shanghai'])('in %s', (here) => {
  beforeAll(() => {
    process.env.TZ = here
  })
  afterAll(() => {
    process.env.TZ = zone
  })
  const now = () => new Date(2026, 10, 30, 14, 32, 40).getTime()
  const local = (...parts: [number, number, number, number?, number?, number?]) => {
    const [year, month, day, ...time] = parts
    return new Date(year, month - 1, day, ...time).getTime()
  }

  test('a time is read as people type it, by the clocks of here', () => {
    const typed = (text: string) => parseWhen(text, now())
    expect(typed('2026-11-30 14:00')).toBe(local(2026, 11, 30, 14))
    expect(typed('2026-11-29T08:12:51')).toBe(local(2026, 11, 29, 8, 12, 51))
    expect(typed('2026-1-5')).toBe(local(2026, 1, 5))
    expect(typed('14:00')).toBe(local(2026, 11, 30, 14))
    expect(typed('yesterday 14:00')).toBe(local(2026, 11, 29, 14))
    expect(typed('昨天 14:00')).toBe(local(2026, 11, 29, 14))
    expect(typed('yesterday')).toBe(local(2026, 11, 29))
    expect(typed('Today')).toBe(local(2026, 11, 30))
    expect(typed('now')).toBe(now())
    for (const text of ['15m', '15 min', '-15m', '15 minutes ago', '15 分钟前', '15分'])
      expect(typed(text)).toBe(now() - 900_000)
    expect(typed('2 h ago')).toBe(now() - 7_200_000)
  })

  test('a time with a zone is the same moment everywhere', () => {
    const moment = Date.UTC(2026, 10, 30, 8, 12, 51)
    expect(parseWhen('2026-11-30T08:12:51Z', now())).toBe(moment)
    expect(parseWhen('2026-11-30 09:12:51+01:00', now())).toBe(moment)
  })

  test('what is no time is none', () => {
    for (const text of [
      '',
      'soon',
      '25:00',
      '12:60',
      '2026-13-01',
      '2026-02-30',
      '15 apples',
      '1 2 3',
    ])
      expect(parseWhen(text, now())).toBeUndefined()
  })

  test('what is shown of a time reads as that time again', () => {
    expect(parseWhen(toTyped(now()), 0)).toBe(now())
    expect(toTyped(local(2026, 11, 30, 9))).toBe('2026-11-30 09:00')
  })

  test('an address has UTC, and one of an earlier release the time of here', () => {
    expect(toAddress(Date.UTC(2026, 10, 30, 8, 12, 51))).toBe('2026-11-30T08:12:51Z')
    expect(toMs('2026-11-30T08:12:51Z')).toBe(String(Date.UTC(2026, 10, 30, 8, 12, 51)))
    expect(toMs('2026-11-30T08:12')).toBe(String(local(2026, 11, 30, 8, 12)))
    for (const text of ['yesterday', '2026-11-30', '2026-13-30T08:12'])
      expect(toMs(text)).toBeUndefined()
  })

  test('yesterday is a whole day, and today has no end yet', () => {
    expect(presetRange('yesterday', now())).toEqual({
      from: local(2026, 11, 29),
      to: local(2026, 11, 30) - 1,
    })
    expect(presetRange('today', now())).toEqual({ from: local(2026, 11, 30), to: null })
    expect(presetRange('any', now())).toEqual({ from: null, to: null })
  })
})
