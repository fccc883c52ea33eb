import { expect, test, vi } from 'vitest'
import { JsonWriter } from './json-writer'
import { TimeShare } from './time-share'

const names = Array.from({ length: 20_000 }, (_, index) => `n-“${index}”`)
const writer = () => new JsonWriter(new TimeShare())
const textOf = async (answer: unknown) => (await writer().write(answer)).join('')

test.each<readonly [what: string, answer: unknown]>([
  ['nothing', null],
  ['a small answer', { path: '/a', none: undefined, names: ['b'], data: null }],
  ['a long list of texts', { path: '/a', names, stat: { version: 1 }, none: undefined }],
  ['a long list that is all there is', { names }],
  ['a long list of objects', { stats: names.map((path) => ({ path, stat: null })) }],
  ['two long lists', { names, gone: undefined, others: names, zxid: '0x1' }],
  ['a list of long texts', { names: Array(1_000).fill('x'.repeat(9_000)) }],
  ['a long list in no object', names],
])('%s is written as JSON.stringify writes it', async (_, answer) => {
  expect(await textOf(answer)).toBe(JSON.stringify(answer))
})

test('a long list is written in portions, once for all who are answered with it', async () => {
  const stringify = vi.spyOn(JSON, 'stringify')
  const shared = writer()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => shared.write({ path: '/a', names })),
  )
  const lists = stringify.mock.calls.flatMap(([value]) => (Array.isArray(value) ? [value] : []))
  vi.restoreAllMocks()
  expect(lists.flat()).toEqual(names)
  for (const list of lists) expect(list.join('').length).toBeLessThan(70_000)
  expect(new Set(answers.map((pieces) => pieces.join(''))).size).toBe(1)
})
