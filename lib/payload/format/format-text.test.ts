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
    '# top\na: 1 # one\nb: {x: 1, y: [1, 2]}\n\nc:\n  - d # why\n',
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

test.each<[string, Format, string]>([
  ['JSON without a last line end', 'json', '{\n  "a": 1\n}'],
  ['JSON with CRLF', 'json', '{\r\n  "a": 1\r\n}\r\n'],
  ['JSON with a byte order mark', 'json', '\ufeff{\n  "a": "\\u00e4\\/"\n}\n'],
  ['YAML with CRLF and a byte order mark', 'yaml', '\ufeffa: 1\r\nb:\r\n  - x\r\n'],
  ['XML with a byte order mark', 'xml', '\ufeff<a>\r\n  <b/>\r\n</a>'],
  ['TOML with a byte order mark', 'toml', '\ufeffa = 1'],
  ['a template in braces', 'yaml', 'a: {{ .Values.x }}\nb: {{ x  }}\n'],
  [
    'templates of other kinds',
    'yaml',
    'a: \'{{x}}\'\nb: $(x  y)\nc: "<%= y  %>"\nd: [{{ z }},1]\n',
  ],
  ['escapes and quotes', 'yaml', "a: \"\\u200b\\u0001\\x41 \\/\"\nb: 'it''s'\nc: \"it's\"\n"],
  ['pairs in a list in brackets', 'yaml', 'a: [2, SwitchCase: 1]\n'],
  ['indicators of block texts', 'yaml', 'a: |2-\n    x\nb: >+\n  y\n\nc: |\n  z\n'],
  ['a block text of nothing but blanks', 'yaml', 'a: >\n  \n   \nb: 1\n'],
  ['a key on its own', 'yaml', '? key\n? [a, b]\n: c\n'],
  ['lines joined within quotes', 'yaml', 'a: "x \\\n  y\n\n  z"\n'],
  ['a list beside its key', 'yaml', 'a:\n- x\n- y: 1\n  z: 2\n'],
  ['comments in columns', 'yaml', 'a: 1    # one\nbb: 22  # two\n'],
  ['anchors, tags and merge keys', 'yaml', 'a: &x !t\n  b: 1\nc:\n  <<: *x\n  d: *x\n'],
  ['a no-break space behind a value', 'ini', 'a=1\u00a0\n'],
  ['a document type with a bracket in quotes', 'xml', '<!DOCTYPE a [<!ENTITY x "]>">]>\n<a/>\n'],
  [
    'blanks of elements that hold text elsewhere',
    'xml',
    '<r>\n  <p>x <b/> <i/></p>\n  <p><b/> <i/></p>\n</r>\n',
  ],
])('%s stays as it is', async (_, format, text) => {
  expect(await formatText(format, text)).toEqual({ ok: true, text })
})

test.each<[string, Format, string, string]>([
  [
    'YAML',
    'yaml',
    'a:\n    b:\n        - c:   1\n          d: |\n              x\n                y\n\n              z\n        # e\n        -   f\n',
    'a:\n  b:\n    - c: 1\n      d: |\n        x\n          y\n\n        z\n    # e\n    - f\n',
  ],
  [
    'YAML in brackets',
    'yaml',
    'a: {"b":1,   c: [1,2,\n     3 ]}\n',
    'a: {"b": 1, c: [1, 2,\n     3 ]}\n',
  ],
  [
    'YAML in quotes over lines',
    'yaml',
    'a:\n      b: "x\n        y"\n      c: z\n        w\n',
    'a:\n  b: "x\n    y"\n  c: z\n    w\n',
  ],
])('%s: levels move together with all that stands in them', async (_, format, text, expected) => {
  expect(await laidOut(format, text)).toBe(expected)
  expect(await laidOut(format, expected)).toBe(expected)
})

test('what is broken is left alone, and why is said', async () => {
  expect(await laidOut('json', '{')).toBe('invalid')
  expect(await laidOut('yaml', 'a: [')).toBe('invalid')
  expect(await laidOut('yaml', 'a: *nope\nb:   2\n')).toBe('invalid')
  expect(await laidOut('yaml', '{{- if .x }}\na:   1\n{{- end }}\n')).toBe('template')
  expect(await laidOut('json', '{"a": {{ x }}}')).toBe('template')
  expect(await laidOut('xml', '<a>')).toBe('invalid')
  expect(await laidOut('toml', 'a =')).toBe('invalid')
  expect(await laidOut('hex', '0')).toBe('invalid')
  expect(await laidOut('text', 'a')).toBe('invalid')
  expect(await laidOut('properties', 'A="x\n   y=1"\nB=1\n')).toBe('changes-meaning')
  expect(await laidOut('ini', 'a = 1\r\nb=2\n')).toBe('mixed-line-ends')
  expect(await laidOut('xml', '<a>'.repeat(30_000) + '</a>'.repeat(30_000))).toMatch(
    /^<a>|invalid|too-deep/,
  )
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
  const formats = ['json', 'yaml', 'xml', 'toml', 'properties', 'ini'] as const
  const bare = (text: string) => text.replaceAll(/[ \t\f\n]/g, '')
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
    { numRuns: 1_500 },
  )
}, 60_000)
