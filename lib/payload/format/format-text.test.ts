import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatText } from './format-text'

type Format = Parameters<typeof formatText>[0]

async function laidOut(format: Format, text: string): Promise<string> {
  const formatted = await formatText(format, text)
  return formatted.ok ? formatted.text : formatted.refusal
}

test.each<[Format, string, string]>([
  [
    'json',
    '{"a":1.10,"b":[1,2],"a":2}',
    '{\n  "a": 1.10,\n  "b": [\n    1,\n    2\n  ],\n  "a": 2\n}',
  ],
  [
    'yaml',
    '# top\na:   1 # one\nb: {x: 1,   y: [1,2]}\n\nc:\n    - d # why\n',
    '# top\na: 1 # one\nb: { x: 1, y: [ 1, 2 ] }\n\nc:\n  - d # why\n',
  ],
  ['yaml', 'a:   1\n---\nb:   "1" # x\n...\n---\n- c\n', 'a: 1\n---\nb: "1" # x\n...\n---\n- c\n'],
  [
    'xml',
    '<?xml version="1.0"?><!-- top --><a><b x=\'1\'/>  <!-- why -->\n\n\n<c> kept </c><d>t <i> <u/></i></d></a>\n',
    '<?xml version="1.0"?>\n<!-- top -->\n<a>\n  <b x=\'1\'/> <!-- why -->\n\n  <c> kept </c>\n  <d>t <i> <u/></i></d>\n</a>\n',
  ],
  ['xml', '<a xml:space="preserve"> <b/></a>', '<a xml:space="preserve"> <b/></a>'],
  [
    'xml',
    '<a><b>  </b><c><![CDATA[ x ]]></c></a>',
    '<a>\n  <b>  </b>\n  <c><![CDATA[ x ]]></c>\n</a>',
  ],
  [
    'toml',
    '  # top\na=1   # one\n  [ b ]\nc   =  """\n  x = 1  \n"""\nd=[\n    1,   # first \n    2,\n]\n',
    '# top\na = 1   # one\n[ b ]\nc = """\n  x = 1  \n"""\nd = [\n    1,   # first\n    2,\n]\n',
  ],
  [
    'properties',
    '  # top\na=1\nb  = 2 \\\n    x = y\n   c =3  \ne: 4\nd\n',
    '# top\na=1\nb=2 \\\n    x = y\nc=3  \ne: 4\nd\n',
  ],
  [
    'ini',
    '; top  \n[a]  \nb  =1\nc=2\n   more = x  \n[d]\ne =\n',
    '; top\n[a]\nb=1\nc=2\n   more = x\n[d]\ne=\n',
  ],
  ['ini', 'a = 1\r\nb = 2\r\nc= 3\r\nd = 4\r\n', 'a = 1\r\nb = 2\r\nc = 3\r\nd = 4\r\n'],
  ['hex', '00FF 0a', '00 ff 0a'],
])('%s is laid out with its comments, and stays as it then is', async (format, text, expected) => {
  expect(await laidOut(format, text)).toBe(expected)
  expect(await laidOut(format, expected)).toBe(expected)
})

test('what is broken is left alone', async () => {
  expect(await laidOut('json', '{')).toBe('invalid')
  expect(await laidOut('yaml', 'a: [')).toBe('invalid')
  expect(await laidOut('xml', '<a>')).toBe('invalid')
  expect(await laidOut('toml', 'a =')).toBe('invalid')
  expect(await laidOut('hex', '0')).toBe('invalid')
  expect(await laidOut('text', 'a')).toBe('invalid')
  expect(await laidOut('xml', '<a>'.repeat(30_000) + '</a>'.repeat(30_000))).toMatch(/^<a>|invalid/)
})

test('a comment that would be lost keeps the text as it is', async () => {
  expect(await laidOut('yaml', 'a: [ # why\n  1 ]\nb: 2\n')).toMatch(/# why|changes-meaning/)
})

const line = fc.constantFrom(
  ...[
    'a=1',
    ' b  =  "x = y"',
    '[c]',
    '  [[d.e]]',
    '# note = 1',
    '; note',
    'f = """',
    '"""',
    'g: 2',
  ],
  ...[
    "h = '''",
    "'''",
    'i = [',
    ']',
    'j = { k = 1 }',
    'l\\',
    '   m = n  ',
    '',
    '\t',
    '! note',
    '---',
  ],
  ...[
    '- x',
    'o: |',
    '  kept   ',
    '<p>',
    '</p>',
    '<q a="1" />',
    'text',
    '<!-- r -->',
    '{"s":',
    '1}',
  ],
)

test('nothing but blanks ever changes', async () => {
  const formats = ['json', 'xml', 'toml', 'properties', 'ini'] as const
  const bare = (text: string) => text.replaceAll(/\s/g, '')
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom(...formats),
      async (lines, format) => {
        const text = lines.join('\n')
        const formatted = await formatText(format, text)
        if (formatted.ok) expect(bare(formatted.text)).toBe(bare(text))
        if (formatted.ok) expect(await laidOut(format, formatted.text)).toBe(formatted.text)
      },
    ),
    { numRuns: 2_000 },
  )
})
