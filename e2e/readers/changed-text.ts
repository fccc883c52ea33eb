import fc from 'fast-check'

/** Lines of which texts are made at random, valid ones and traps. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  yaml: [
    ...['a: 1', 'a: "1"', "a: '1'", 'a: 1.0', 'a: 0o17', 'a: 017', 'a: 1_000', 'a: 1e3', 'a: +1'],
    ...['b: NO', 'b: "NO"', 'b: no', 'b: n', 'b: on', 'b: "on"', 'b: false', 'b: False', 'b: ~'],
    ...['b:', 'b: null', 'b: ""', 'b: "null"', 'c: 1:30', 'c: "1:30"', 'c: 90', 'c: 2026-01-02'],
    ...['c: "2026-01-02"', 'd: [80, 443]', 'd: "[80, 443]"', 'd: [80,443]', 'd: [ "80", 443 ]'],
    ...['d:', '  - 80', '  - 443', '- 80', 'e: {x: 1}', 'e: "{x: 1}"', 'e: { x: 1, }', '  x: 1'],
    ...['  y: 2', 'f: !vault abc', 'f: abc', 'f: "abc"', 'f: !!str abc', 'f: !!str 1', 'f: ! 1'],
    ...['g: &x 1', 'g: &x [1]', 'g: &y 1', 'h: *x', 'h: "*x"', 'h: 1', '<<: *x', '"<<": 1', '=: 1'],
    ...['i: |', 'i: >', 'i: |-', 'i: >-', 'i: |+', '  text', '  more', '    deep', '', '# note'],
    ...[
      'j: "a\\tb"',
      'j: "a\tb"',
      'j: "a\\u0041"',
      'j: aA',
      'j: "\\x41"',
      "j: 'it''s'",
      'j: "it\'s"',
    ],
    ...['"a": 1', "'a': 1", '? a', ': 1', '"1": x', '1: x', 'on: x', '"on": x', '? [a, b]', '---'],
    ...['...', '%YAML 1.1', 'k: a b', 'k: a  b', 'k: "a b"', 'k: a', '  b', 'k: .inf', 'k: .NaN'],
    ...[
      'k: "a',
      '  b"',
      'l: "\\N"',
      'l: "\u0085"',
      'l: "\u2028x"',
      'l: "\\Lx"',
      'm: {{ .x }}',
      'n: :s',
    ],
  ],
  json: [
    ...[
      '"a": 1',
      '"a": 1.0',
      '"a": 1e0',
      '"a": -0',
      '"a": 0',
      '"a": "1"',
      '"\\u0061": 1',
      '"b": 1',
    ],
    ...['"b": 12345678901234567890', '"b": 12345678901234567891', '"b": 1E400', '"b": true'],
    ...['"c": [1, 2]', '"c": [2, 1]', '"c": [1,2]', '"c": "[1, 2]"', '"c": {"x": 1}', '"c": null'],
    ...[
      '"d": "a\\/b"',
      '"d": "a/b"',
      '"d": "\\u00e4"',
      '"d": "ä"',
      '"d": "\\ud83d\\ude00"',
      '"d": "😀"',
    ],
    ...[
      '"d": "\\ud83d"',
      '"d": ""',
      '"d": " "',
      '"": 1',
      '"__proto__": 1',
      '"e": {"x": 1, "y": 2}',
    ],
    ...[
      '"e": {"y": 2, "x": 1}',
      '"e": {}',
      '"e": []',
      '"f": 0.1',
      '"f": 0.10',
      '"f": 1E2',
      '"f": 100',
    ],
  ],
  toml: [
    ...[
      'a = 1',
      'a = 1.0',
      'a = "1"',
      "a = '1'",
      'a = 0x1',
      'a = 1_0',
      'a = 10',
      'a = true',
      'a=1',
    ],
    ...['b = 2026-01-02', 'b = "2026-01-02"', 'b = 2026-01-02 03:04:05', 'b = 2026-01-02T03:04:05'],
    ...[
      'b = 03:04:05',
      'c = [1, 2]',
      'c = [1,2]',
      'c = "[1, 2]"',
      'c = [',
      '  1, # one',
      '  2',
      ']',
    ],
    ...['d = { x = 1 }', 'd.x = 1', '[d]', '[d.e]', 'x = 1', '[[f]]', '[[f]]', 'f = []', '"a" = 1'],
    ...["'a' = 1", 'a.b = 1', '"a.b" = 1', 'g = "a\\u0041"', 'g = "aA"', 'g = """', 'text', '"""'],
    ...[
      'g = """a"""',
      "g = '''a'''",
      'g = "a\\tb"',
      'g = "a\tb"',
      'h = inf',
      'h = nan',
      'h = -0.0',
    ],
    ...['h = 0.0', 'h = 1e2', 'h = 100.0', '# note', '', '  ', 'i = "\\e"', 'j = 0o17', 'k = +1'],
  ],
  ini: [
    ...['a=1', 'a = 1', 'a: 1', 'a : 1', 'A = 1', 'a', 'a=', 'a = 1 ; note', 'a = 1 # note', '[s]'],
    ...[
      '[s]',
      '[ s ]',
      '[S]',
      '[s] ; note',
      '[s',
      '; note',
      '# note',
      '  ; note',
      '  more',
      '\tmore',
    ],
    ...[
      'b = "x"',
      'b = x',
      "b = 'x'",
      'b =  x ',
      'b = x=y',
      'b: x=y',
      'c = %(a)s',
      '',
      '  ',
      ' d = 1',
    ],
    ...['[DEFAULT]', 'a = 2', '= 1', 'key with blanks = 1', 'key  with blanks = 1', '!x = 1'],
  ],
  properties: [
    ...['a=1', 'a = 1', 'a: 1', 'a 1', 'a', 'a=', ' a=1', 'a=1 ', 'A=1', 'a\\=b=1', 'a\\:b=1'],
    ...['b=x\\', '  y', 'b=xy', 'b=x\\ny', 'b=x\\\\', 'b=\\u0041', 'b=A', 'b=\\A', 'b=\\', '#note'],
    ...[
      '! note',
      '# note \\',
      '\\u0061=1',
      'c=\\ x',
      'c= x',
      'c=x',
      'c==x',
      'c=:x',
      'd=\\t',
      'd=\t',
    ],
    ...[
      '',
      '  ',
      '\\',
      '\f',
      'e=a\\',
      '',
      'e=a\\',
      '# x',
      'ä=ö',
      '\\u00e4=ö',
      'f=1\\\\\\',
      '  2',
      '=x',
    ],
  ],
  xml: [
    ...[
      '<a/>',
      '<a></a>',
      '<a> </a>',
      '<a>x</a>',
      '<a> x </a>',
      '<a>x</a> ',
      '<b x="1"/>',
      "<b x='1'/>",
    ],
    ...[
      '<b x="1" y="2"/>',
      '<b y="2" x="1"/>',
      '<b x="2"/>',
      '<b x=" 1"/>',
      '<b x="a\tb"/>',
      '<b x="a b"/>',
    ],
    ...[
      '<b x="a&#9;b"/>',
      '<c>&amp;</c>',
      '<c>&#38;</c>',
      '<c><![CDATA[&]]></c>',
      '<c><![CDATA[x]]></c>',
    ],
    ...[
      '<c>x</c>',
      '<c>&lt;x/&gt;</c>',
      '<c><x/></c>',
      '<c>&e;</c>',
      '<!-- note -->',
      '<!-- other -->',
    ],
    ...[
      '<?pi x?>',
      '<?pi y?>',
      '<d>t <i/></d>',
      '<d>t<i/></d>',
      '<d><i/> <i/></d>',
      '<d><i/><i/></d>',
      '',
    ],
    ...[
      '<e xml:space="preserve"> <i/></e>',
      '<e xml:space="preserve"><i/></e>',
      '<x:a/>',
      'text',
      '  ',
    ],
  ],
}

type Format = keyof typeof LINES

/** A text and what became of it by one change or two: a line, a blank, a quote, an order. */
export function changedText(format: Format): fc.Arbitrary<{ before: string; after: string }> {
  const line = fc.constantFrom(...(LINES[format] ?? []))
  const edit = fc.record({
    kind: fc.constantFrom('line', 'line', 'insert', 'remove', 'swap', 'blank', 'indent', 'respell'),
    at: fc.nat(20),
    line,
  })
  return fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 6 }),
      edits: fc.array(edit, { minLength: 1, maxLength: 2 }),
      end: fc.constantFrom('\n', '\n', '\r\n'),
    })
    .map(({ lines, edits, end }) => {
      const after = edits.reduce<readonly string[]>(edited, lines)
      return { before: wrap(format, lines, '\n'), after: wrap(format, after, end) }
    })
}

type Edit = { readonly kind: string; readonly at: number; readonly line: string }

function edited(lines: readonly string[], { kind, at, line }: Edit): readonly string[] {
  const index = lines.length === 0 ? 0 : at % lines.length
  const old = lines[index] ?? ''
  switch (kind) {
    case 'insert':
      return lines.toSpliced(index, 0, line)
    case 'remove':
      return lines.toSpliced(index, 1)
    case 'swap':
      return lines.toSpliced(index, 2, ...lines.slice(index, index + 2).reverse())
    case 'blank':
      return lines.toSpliced(index, 1, old.replace(/ ?([:=,]) ?/, at % 2 ? ' $1 ' : '$1 '))
    case 'indent':
      return lines.toSpliced(index, 1, at % 2 ? ` ${old}` : `${old} `)
    case 'respell':
      return lines.toSpliced(
        index,
        1,
        old.replace(/([:=] *)([\w.]+)$/, at % 2 ? '$1"$2"' : "$1'$2'"),
      )
    default:
      return lines.toSpliced(index, 1, line)
  }
}

function wrap(format: Format, lines: readonly string[], end: string): string {
  if (format === 'json') return `{${end}  ${lines.join(`,${end}  `)}${end}}`
  if (format === 'xml') return `<r>${end}${lines.join(end)}${end}</r>`
  return lines.join(end) + end
}
