import { expect, test } from 'vitest'
import { previewOf } from './preview/preview'
import { readValue } from './reading'
import { unseenChanges } from './unseen'

/** Generous: on the page's thread a run of these takes milliseconds, and minutes where it is squared. */
const BOUND_MS = 2_000

const UNITS = [
  ' ',
  '\t',
  '- ',
  '"',
  "'",
  '\\"',
  '/*',
  '//',
  '[',
  '[ ',
  '{',
  ',',
  '=',
  '<',
  '<!--',
  '\u00a0',
  '\\',
]
const BEGINNINGS = [
  '',
  'a: 1\n',
  '[',
  '[a]\n[',
  '{"',
  '{',
  '<a>',
  '<!DOCTYPE',
  'a=1\n[a]\nb',
  'token',
]
const ENDS = ['x', '\nx: 1']

const bytesOf = (text: string) => new TextEncoder().encode(text)

function* hostile(length: number) {
  for (const beginning of BEGINNINGS)
    for (const unit of UNITS)
      for (const end of ENDS) yield `${beginning}${unit.repeat(length / unit.length)}${end}`
}

function* blanks(length: number) {
  for (const unit of [' ', '\t', ' \t', '\r', '\u00a0', '\u200b'])
    for (const end of ENDS) yield `a${unit.repeat(length)}${end}`
}

/** How long it takes for each (ms), the longest first. */
function slowest(texts: Iterable<string>, work: (text: string) => void) {
  const taken = [...texts].map((text) => {
    const start = performance.now()
    work(text)
    return { text: `${text.slice(0, 20)}…${text.slice(-8)}`, ms: performance.now() - start }
  })
  return taken.sort((one, other) => other.ms - one.ms)[0]
}

test('a value made to be slow is read at once: whatever it repeats, the work grows with its length', () => {
  const worst = slowest(hostile(40_000), (text) =>
    readValue({ packing: null, bytes: bytesOf(text) }, 'x', {}),
  )
  expect(worst?.ms, worst?.text).toBeLessThan(BOUND_MS)
})

test('what nobody sees in such texts is counted at once', () => {
  const worst = slowest(blanks(40_000), (text) => unseenChanges(text, `${text}\n`))
  expect(worst?.ms, worst?.text).toBeLessThan(BOUND_MS)
})

test.each(['x', 'x.toml', 'x.properties', 'x.ini'])(
  'a row shows the beginning of such a value at once: %s',
  (name) => {
    const worst = slowest(hostile(4_096), (text) =>
      previewOf({ bytes: bytesOf(text), isWhole: true, name }),
    )
    expect(worst?.ms, worst?.text).toBeLessThan(BOUND_MS)
  },
)
