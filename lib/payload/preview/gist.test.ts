import { expect, test } from 'vitest'
import { gistOf } from './gist'

const of = (before: string | null, after: string | null, name = 'config') =>
  gistOf(bytes(before), bytes(after), name)

const bytes = (text: string | null) => (text === null ? null : new TextEncoder().encode(text))

test('the first key that differs is told with both values, and how many more there are', async () => {
  const was = '{"rollout": {"percent": 10}, "on": true, "a": 1}'
  const is = '{"rollout": {"percent": 85}, "on": false}'
  expect(await of(was, is)).toEqual({
    ...{ kind: 'key', key: 'rollout.percent', before: '10', after: '85', more: 2 },
  })
  expect(await of('a=1\n', 'a=1\nb=2\n', 'x.properties')).toEqual({
    ...{ kind: 'key', key: 'b', after: '2', more: 0 },
  })
})

test('of a text without keys it is the first line, between what begins and ends alike', async () => {
  expect(await of('one\ntwo\nthree\nfour', 'one\n2\n3\nfour')).toEqual({
    ...{ kind: 'line', key: '', before: 'two', after: '2', more: 1 },
  })
  expect(await of('one\nfour', 'one\ntwo\nfour')).toEqual({
    ...{ kind: 'line', key: '', after: 'two', more: 0 },
  })
  expect(await of('true', 'false', 'flag')).toMatchObject({ before: 'true', after: 'false' })
})

test('what is no other value is said in a word', async () => {
  expect(await of('{"a":1}', '{"a":1}')).toEqual({ kind: 'same' })
  expect(await of('{"a":1}', '{\n  "a": 1\n}')).toEqual({ kind: 'layout' })
  expect(await gistOf(Uint8Array.of(0, 1), Uint8Array.of(0, 2), 'x')).toEqual({ kind: 'bytes' })
})

test('a value that came or went is told whole, in a line', async () => {
  expect(await of(null, '{"rps": 400}')).toMatchObject({
    kind: 'whole',
    before: { kind: 'none' },
    after: { kind: 'members', count: 1 },
  })
  expect(await of('text', '')).toMatchObject({ after: { kind: 'empty' } })
  expect(await of(null, null)).toEqual({ kind: 'same' })
})

test('no secret is told: by the key, by how it looks, or in an address', async () => {
  expect(await of('{"db": {"password": "a"}}', '{"db": {"password": "b"}}')).toEqual({
    ...{ kind: 'hidden', key: 'db.password', more: 0 },
  })
  expect(await of('Bearer abcdefghijkl', 'Bearer bbcdefghijkl')).toMatchObject({ kind: 'hidden' })
  expect(await of('url=jdbc:mysql://root:pw@a\n', 'url=jdbc:mysql://root:pw@b\n')).toMatchObject({
    before: expect.stringContaining('://•••@a'),
  })
  expect(JSON.stringify(await of(null, '{"token": "t0psecret"}'))).not.toContain('t0psecret')
})

test('no secret is told of what came whole, stands in a text in a text, or in a private key', async () => {
  const hidden = { kind: 'hidden' }
  expect(await of('{}', '{"db": {"user": "a", "auth": "t0psecret"}}')).toMatchObject(hidden)
  expect(await of('{"db": 1}', '{"db": [{"host": "a"}, {"pin": "t0psecret"}]}')).toMatchObject(
    hidden,
  )
  expect(await of('[1]', '{"salt": "t0psecret"}')).toMatchObject(hidden)
  expect(await of('{}', '{"a": {"x:y": 1, "db key": "t0psecret"}}')).toMatchObject(hidden)
  expect(await of('{}', '{"a": {"monkey": "b", "at": "12:30"}}')).toMatchObject({ kind: 'key' })
  const inText = (password: string) => JSON.stringify({ a: JSON.stringify({ password }) })
  expect(await of(inText('a'), inText('t0psecret'))).toMatchObject(hidden)
  const pem = (line: string) =>
    `-----BEGIN RSA PRIVATE KEY-----\nMIIE\n${line}\n-----END RSA PRIVATE KEY-----\nnote\n`
  expect(await of(pem('t0p'), pem('t0psecret'))).toMatchObject(hidden)
  expect(await of(`${pem('t0p')}a b`, `${pem('t0p')}a c`)).toMatchObject({ after: 'a c' })
})

test.each([
  ['JSON', (value: string) => `[{"name": "DB_PASSWORD", "value": "${value}"}]`],
  ['JSON deep in it', (value: string) => `{"a": {"key": "pin", "of": {"x": ["${value}"]}}}`],
  ['YAML', (value: string) => `env:\n  - name: DB_PASSWORD\n    value: ${value}\n`],
  [
    'XML',
    (value: string) =>
      `<c><property><name>db.password</name><value>${value}</value></property></c>`,
  ],
  ['XML attributes', (value: string) => `<c><entry key="password" value="${value}"/></c>`],
])('no secret is told that stands beside its name: %s', async (_, text) => {
  const hidden = { kind: 'hidden' }
  expect(await of(text('t0p'), text('x8q'))).toMatchObject(hidden)
  const empty = text('').startsWith('<') ? '<c><b/></c>' : '{"b": 1}'
  expect(JSON.stringify(await of(empty, text('x8q')))).not.toContain('x8q')
})

test.each([
  ['its quotes', '- name: DB_PASSWORD\n  value: x8q\n', '- name: DB_PASSWORD\n  value: "x8q"\n'],
  ['a comment', '- name: A_TOKEN\n  value: x8q # a\n', '- name: A_TOKEN\n  value: x8q # b\n'],
  [
    'an escape',
    '[{"name":"password",\n"value":"x8q"}]',
    '[{"name":"password",\n"value":"\\u00788q"}]',
  ],
  ['the order', 'name: A_PASSWORD\nvalue: x8q\n', 'value: x8q\nname: A_PASSWORD\n'],
  [
    'a comment in XML',
    '<c><p><name>a.password</name>\n<value>x8q</value></p><!-- a --></c>',
    '<c><p><name>a.password</name>\n<value>x8q</value></p><!-- b --></c>',
  ],
  [
    'what cannot be read',
    '[{"name":"password","value":"x8q"}',
    '[{"name":"password","value":"x8q"}]]',
  ],
])(
  'no line is told of a text with a secret beside its name: %s is another one',
  async (_, was, is) => {
    const gist = await of(was, is)
    expect(gist).toMatchObject({ kind: 'hidden' })
    expect(JSON.stringify(gist)).not.toContain('8q')
  },
)

test('a long text is cut, and a character never in half', async () => {
  const gist = await of(`x${'😀'.repeat(200)}`, 'y')
  expect(gist).toMatchObject({ kind: 'line', before: `x${'😀'.repeat(59)}…` })
})
