import { expect, test } from 'vitest'
import type { Format } from '@/lib/payload/detect'
import { merge } from './merge'
import { conflictsIn, join } from './pieces'

const MIDDLE = { yaml: 'm: 1\nn: 2\no: 3\n', ini: 'm = 1\nn = 2\no = 3\n' }

async function isAsked(format: Format, base: string, mine: string, theirs: string) {
  return conflictsIn((await merge(format, base, mine, theirs)).pieces).length > 0
}

test.each([
  ['yaml', '010: x\n', '8: y\n'],
  ['yaml', 'on: x\n', 'yes: y\n'],
  ['yaml', '1:30: x\n', '90: y\n'],
  ['yaml', '0b11: x\n', '3: y\n'],
  ['yaml', '!!str 1: x\n', '"1": y\n'],
  ['yaml', '&k a: x\n', '"a": y\n'],
  ['yaml', 'a: &k x\n', 'b: &k y\n'],
  ['ini', 'Timeout = 1\n', 'timeout = 2\n'],
] as const)(
  '%s: both added what some readers take for one, and it is asked about: %j and %j',
  async (format, ours, others) => {
    const head = format === 'ini' ? '[s]\n' : ''
    const base = head + MIDDLE[format]
    expect(await isAsked(format, base, head + ours + MIDDLE[format], base + others)).toBe(true)
  },
)

test.each([
  ['yaml', 'off: x\n', 'new: x\n', 'no: x\n'],
  ['yaml', '"0o1": x\n', '', '0o1: y\n'],
  ['yaml', '1.0: x\n', '', '1.0e+0: y\n'],
  ['ini', '[s]\nTimeout = 1\n', '[s]\n', '[s]\ntimeout = 2\n'],
] as const)(
  '%s: where %j became %j and %j, some readers see both change one key, and it is asked about',
  async (format, was, ours, others) => {
    const [base, mine, theirs] = [was, ours, others].map((text) =>
      format === 'ini' ? text : `m: 1\n${text}z: 2\n`,
    )
    expect(await isAsked(format, base ?? '', mine ?? '', theirs ?? '')).toBe(true)
  },
)

test('yaml: a key that only some readers take for a truth is asked about by itself', async () => {
  const base = 'on: 1\nm: 2\nz: 3\n'
  const { pieces, proof } = await merge(
    'yaml',
    base,
    base.replace('on: 1', 'on: 4'),
    base.replace('on: 1', 'on: 5').replace('z: 3', 'z: 6'),
  )
  expect(proof).toBe('keys')
  expect(conflictsIn(pieces).map(({ path }) => path)).toEqual([['"on"\0' + '1']])
})

test('a byte order mark before TOML is kept by a merge, whatever stands behind it', async () => {
  const base = '\ufeff"a" = 1\nb = 2\n'
  const { pieces } = await merge('toml', base, base.replace('1', '4'), base.replace('2', '5'))
  const merged = '\ufeff"a" = 4\nb = 5\n'
  expect(
    join(
      pieces,
      conflictsIn(pieces).map(({ mine }) => mine),
    ),
  ).toBe(merged)
  const both = await merge('toml', base, base.replace('1', '4'), base.replace('1', '5'))
  expect(conflictsIn(both.pieces).map(({ path }) => path)).toEqual([['a\0' + '1']])
})

test('to Java a byte order mark is a part of the first key: a merge that gives it another asks', async () => {
  const base = '\ufeffa=1\nb=2\nc=3\n'
  expect(
    await isAsked('properties', base, '\ufeffnew=1\nb=2\nc=3\n', '\ufeffb=2\na=1\nc=3\n'),
  ).toBe(true)
})
