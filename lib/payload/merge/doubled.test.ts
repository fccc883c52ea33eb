import { expect, test } from 'vitest'
import { merge } from './merge'
import { conflictsIn, join } from './pieces'

test.each([
  ['export A=1', 'export T=5', 'export T=9'],
  ['缓存=1', '超时=5', '超时=9'],
  ['"a" = 1', '"t" = 5', '"t" = 9'],
  ['"a b" = 1', '"t u" = 5', "'t u' = 9"],
  ['worker 4;', 'timeout 5;', 'timeout 9;'],
  ['a := 1', 'T := 5', 'T ?= 9'],
  ['set a=1', 'SET T=5', 'T=9'],
  ['listen 80;', 'timeout 5;', '  timeout\t9;'],
])('text where both set one name is asked about: of %j, %j and %j', async (line, ours, others) => {
  const base = [line, 'x y', 'last'].join('\n')
  const { pieces, proof } = await merge(
    'text',
    base,
    `${ours}\n${base}`,
    base.replace('last', `${others}\nlast`),
  )
  expect(proof).toBe('nothing')
  expect(conflictsIn(pieces)).toHaveLength(2)
})

test('text with many lines of one name takes one more from each', async () => {
  const base = 'server a;\nserver b;\nlast\n'
  const { pieces, proof } = await merge('text', base, `server m;\n${base}`, `${base}server t;\n`)
  expect(proof).toBe('lines')
  expect(join(pieces, [])).toBe(`server m;\n${base}server t;\n`)
})
