import { expect, test } from 'vitest'
import type { Format } from '@/lib/payload/detect'
import { take } from '@/lib/payload/testing/merges'
import { mergeEdit } from './merge'
import { conflictsIn, hasMine } from './pieces'

test.each<Format>(['json', 'yaml', 'text'])(
  'a deleted %s value that is put back gives way to another only where that is chosen',
  async (format) => {
    const [mine, theirs] = ['{\n  "a": 1\n}\n', '{\n  "b": 2\n}\n']
    const { pieces } = await mergeEdit(format, mine, mine, theirs)
    expect(conflictsIn(pieces)).not.toEqual([])
    expect(take('mine', pieces)).toBe(mine)
    expect(take('theirs', pieces)).toBe(theirs)
    expect(conflictsIn((await mergeEdit(format, mine, mine, mine)).pieces)).toEqual([])
  },
)

test('a merge in which theirs did what mine does holds nothing that is mine', async () => {
  const [base, mine] = ['{\n  "a": 2,\n  "b": 1\n}\n', '{\n  "a": 1,\n  "b": 1\n}\n']
  const made = await mergeEdit('json', base, mine, '{\n  "a": 1,\n  "b": 2\n}\n')
  expect(hasMine(made.pieces)).toBe(false)
  const beside = await mergeEdit('json', base, mine, '{\n  "a": 2,\n  "b": 2\n}\n')
  expect(hasMine(beside.pieces)).toBe(true)
})
