import { expect, test } from 'vitest'
import { readYaml } from '@/lib/payload/meaning/read-yaml'
import { validate } from '@/lib/payload/validate/validate'
import { parseYaml } from './parse'

test.each(['[', '[ ', '{', '{a: ', '- ', '? '])(
  'a text that repeats %j is refused before the parser runs out of stack',
  async (unit) => {
    const text = `${unit.repeat(6_000)}x`
    expect(parseYaml(text)).toBeUndefined()
    expect(readYaml(text)).toBeUndefined()
    expect((await validate('yaml', text))[0]?.severity).toBe('error')
  },
)

test('many lists, one behind the other, are not deep', () => {
  expect(parseYaml('- - [a]\n'.repeat(1_200))).toHaveLength(1)
  expect(parseYaml(`[${'[a], '.repeat(1_200)}b]`)?.[0]?.errors).toEqual([])
})
