import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareMeaning } from './compare'
import { spellPath } from './meaning'

async function changes(format: 'json' | 'yaml', before: string, after: string) {
  const found = await compareMeaning(format, { before, after, kind: 'text' })
  return found?.map(({ path, before: was, after: is }) => [spellPath(path), was, is])
}

test('layout, and the order of keys, mean nothing', async () => {
  expect(await changes('json', '{"a":1,"b":[1,2]}', '{\n  "b": [1, 2],\n  "a": 1\n}')).toEqual([])
  expect(await changes('yaml', 'a: 1\n# note\nb: [x, y]\n', 'b:\n  - x\n  - y\na: 1\n')).toEqual([])
})

test('what changed is told by its path', async () => {
  const before = '{"server": {"port": 8080, "old": true}, "tags": ["a", "b", "c"]}'
  const after = '{"server": {"port": 9090, "new": {"x": 1}}, "tags": ["a", "c", "d"]}'
  expect(await changes('json', before, after)).toEqual([
    ['server.port', '8080', '9090'],
    ['server.new', undefined, '{x: 1}'],
    ['server.old', 'true', undefined],
    ['tags[1]', '"b"', undefined],
    ['tags[2]', undefined, '"d"'],
  ])
  expect(await changes('yaml', 'a:\n  b c: 1\n', 'a:\n  b c: 2\n')).toEqual([
    ['a["b c"]', '1', '2'],
  ])
})

test('numbers keep every digit', async () => {
  const [before, after] = ['{"id": 12345678901234567890}', '{"id": 12345678901234567891}']
  expect(await changes('json', before, after)).toHaveLength(1)
})

test('equal values have no changes, and what is invalid is not compared', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const [short, long] = [JSON.stringify(value), JSON.stringify(value, null, 2)]
      expect(await changes('json', short, long)).toEqual([])
    }),
    { numRuns: 50 },
  )
  expect(await changes('json', '{', '{}')).toBeUndefined()
  expect(await changes('json', '{"a":1,"a":2}', '{}')).toBeUndefined()
  expect(await changes('yaml', 'a: [', 'a: 1')).toBeUndefined()
})

test('a number in quotes is a text, and quotes that change nothing are none', async () => {
  expect(await changes('yaml', 'a: 1\nb: x\n', 'a: "1"\nb: "x"\n')).toEqual([['a', '1', '"1"']])
})

test('aliases are not followed', async () => {
  const bomb = ['a0: &a0 [x, x]']
  for (let level = 1; level < 40; level++)
    bomb.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`)
  expect(await changes('yaml', bomb.join('\n'), `${bomb.join('\n')}\nend: 1`)).toEqual([
    ['end', undefined, '1'],
  ])
})
