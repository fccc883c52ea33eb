import { deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { peekInside } from './peek-inside'
import { type Preview, previewOf } from './preview'
import { isSecretPlace, namesSecret } from './secrets'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const of = (text: string, name = 'x', isWhole = true) =>
  previewOf({ bytes: bytesOf(text), isWhole, name })

/** As the screen says it, without its words. */
function said(preview: Preview): string {
  if ('shown' in preview) {
    const shown = preview.shown.map(({ key, value }) => (value === null ? key : `${key}=${value}`))
    return `${preview.count}${preview.isWhole ? '' : '+'} ${preview.kind}: ${shown.join(' ')}`
  }
  if (preview.kind === 'items') return `${preview.count}${preview.isWhole ? '' : '+'} items`
  if (preview.kind === 'text') return `${preview.lines ?? '?'}: ${preview.line}`
  if (preview.kind === 'number') return preview.value
  if (preview.kind === 'element') return `<${preview.name}>`
  return preview.kind === 'packed' ? preview.packing : preview.kind
}

describe('what a value holds, in a line', () => {
  test.each([
    ['', 'x', 'empty'],
    [
      '{"retries": 3, "on": true, "list": [1,2], "who": "eu"}',
      'x',
      '4 members: retries=3 on=true who=eu',
    ],
    ['{"a": {"b": 1}, "c": []}', 'x', '2 members: a c'],
    ['{}', 'x', '0 members: '],
    ['[{"a": 1}, 2, [3, 4]]', 'x', '3 items'],
    ['true', 'x', '1: true'],
    ['"said"', 'x', '1: said'],
    ['250\n', 'x', '1: 250'],
    [
      '# c\nreplicas: 3\nnested:\n  deep: 1\nname: "shop"\n',
      'a.yaml',
      '3 members: replicas=3 name=shop',
    ],
    ['- a\n- b\n', 'a.yml', '2 items'],
    ['title = "t"\n[eu]\na = 1\n[us.east]\nb = 2\n', 'r.toml', '2 tables: eu us.east'],
    ['port = 8080\nhost = "h"\n', 'r.toml', '2 members: port=8080 host=h'],
    ['# c\na.b=1\nc = two\n', 'g.properties', '2 members: a.b=1 c=two'],
    ['[mysqld]\nport=1\n[client]\nx=2\n', 'my.ini', '2 sections: mysqld client'],
    [
      '<?xml version="1.0"?>\n<!-- c -->\n<configuration a="b"><x/></configuration>',
      'x',
      '<configuration>',
    ],
    ['https://shop.example\nhttps://b.example\n', 'origins', '2: https://shop.example'],
    ['{"broken": ', 'x', '1: {"broken":'],
    ['\ufeff{"a": 1}', 'x', '1 members: a=1'],
  ])('%j of %s', (text, name, line) => expect(said(of(text, name))).toBe(line))

  test('no data and empty data are told apart', () => {
    expect(previewOf({ bytes: null, isWhole: true, name: '' }).kind).toBe('none')
    expect(previewOf({ bytes: new Uint8Array(), isWhole: true, name: '' }).kind).toBe('empty')
  })

  test('eight or four bytes that are no text are a number, with its sign', () => {
    const number = (...bytes: number[]) =>
      said(previewOf({ bytes: Uint8Array.from(bytes), isWhole: true, name: 'counter' }))
    expect(number(0, 0, 0, 0, 0, 0x12, 0x60, 0xad)).toBe('1204397')
    expect(number(255, 255, 255, 255, 255, 255, 255, 254)).toBe('-2')
    expect(number(0, 0, 1, 0)).toBe('256')
    expect(said(of('12345678'))).toBe('1: 12345678')
    expect(number(0, 255, 3)).toBe('binary')
  })
})

describe('of the beginning of a longer value', () => {
  test('the count is the least there is, and a member that was cut is none', () => {
    expect(said(of('{"a": 1, "b": "two", "c": "thr', 'x', false))).toBe('2+ members: a=1 b=two')
    expect(said(of('[1, 2, 3, 4', 'x', false))).toBe('4+ items')
    expect(said(of('a: 1\nb: 2\nc: thr', 'x.yaml', false))).toBe('2+ members: a=1 b=2')
    expect(said(of('one\ntwo\nthr', 'x', false))).toBe('?: one')
  })

  test('a character cut in two makes no text binary', () => {
    const bytes = bytesOf('配置中心')
    for (const cut of [1, 2, 3])
      expect(
        said(previewOf({ bytes: bytes.subarray(0, -cut), isWhole: false, name: 'x' })),
      ).toMatch(/^\?: 配置/)
  })
})

describe('a secret', () => {
  test.each([
    'db-password',
    'apiKey',
    'API_KEY',
    'tls.key',
    'accessToken',
    'DK_17',
    'client_secret',
    'pass',
    'DB_PASS',
    'redisAuth',
    'Authorization',
    'passcode',
    'wifi.psk',
    'masterkey',
    'pass\u200bword',
    'to\u00adken',
    'ｐａｓｓｗｏｒｄ',
  ])('is named by %s', (name) => expect(namesSecret(name)).toBe(true))

  test.each(['monkey', 'keyboard', 'config', 'shipping', 'donkeys', 'salty', 'bypass', 'author'])(
    'is not named by %s',
    (name) => expect(namesSecret(name)).toBe(false),
  )

  test.each([
    ['JSON', '{"name":"password","value":"hunter2"}'],
    ['YAML', 'value: hunter2\nname: DB_PASSWORD\n'],
    ['properties', 'key=api.token\nvalue=hunter2\n'],
  ])('that stands beside its name is not shown: %s', (_, text) => {
    const preview = previewOf({ bytes: new TextEncoder().encode(text), isWhole: true, name: 'x' })
    expect(preview).toMatchObject({ kind: 'members' })
    expect(JSON.stringify(preview)).not.toContain('hunter2')
  })

  test('lies where a directory is named so, too', () => {
    expect(isSecretPlace('/app/secrets/db')).toBe(true)
    expect(isSecretPlace('/app/config/db')).toBe(false)
  })

  test.each([
    'password=hunter2',
    'api_key: abc',
    '-----BEGIN RSA PRIVATE KEY-----',
    'eyJhbGciOiJIUzI1NiJ9.e30.abc',
    'Authorization: Bearer abcdefghijk',
  ])('that looks like one is not shown: %s', (text) => expect(said(of(text))).toBe('hidden'))

  test('is no member that is shown, nor a part of an address', () => {
    expect(said(of('{"user": "root", "password": "hunter2"}'))).toBe('2 members: user=root')
    expect(said(of('{"db": "jdbc:mysql://root:hunter2@db/x"}'))).not.toContain('hunter2')
    expect(said(of('amqp://guest:guest@mq'))).toBe('1: amqp://•••@mq')
  })
})

describe('inside of what is packed', () => {
  const TEXT = '{"items": 3}'
  const MUCH = JSON.stringify(Array.from({ length: 9_000 }, (_, index) => ({ index })))

  test.each([
    ['gzip', gzipSync(TEXT)],
    ['zlib', deflateSync(TEXT)],
  ])('%s is what a foreign packer put there', async (packing, packed) => {
    expect(said(previewOf({ bytes: packed, isWhole: true, name: 'x' }))).toBe(packing)
    const inside = await peekInside(packing, Uint8Array.from(packed))
    expect(inside && said(previewOf({ ...inside, name: 'x' }))).toBe('1 members: items=3')
  })

  test('the beginning of a large one is read as such', async () => {
    const beginning = Uint8Array.from(gzipSync(MUCH).subarray(0, 4_096))
    const inside = await peekInside('gzip', beginning)
    expect(inside?.isWhole).toBe(false)
    expect(inside && said(previewOf({ ...inside, name: 'x' }))).toMatch(/^\d+\+ items$/)
  })

  test('a bomb gives no more than a beginning, and damage nothing', async () => {
    const bomb = Uint8Array.from(gzipSync(Buffer.alloc(20_000_000)).subarray(0, 4_096))
    expect((await peekInside('gzip', bomb))?.bytes.length).toBe(4_096)
    expect(await peekInside('gzip', Uint8Array.of(31, 139, 8, 0, 1, 2, 3))).toBeUndefined()
    expect(await peekInside('zstd', bomb)).toBeUndefined()
  })
})

test('whatever bytes there are, a preview is made of them, in one short line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isWhole) => {
      const line = said(previewOf({ bytes, isWhole, name: 'any.yaml' }))
      expect(line.length).toBeLessThan(400)
    }),
    { numRuns: 25 },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      for (const name of ['a.json', 'a.yaml', 'a.toml', 'a.properties', 'a.ini', 'a.xml'])
        expect(() => of(text, name, text.length % 2 === 0)).not.toThrow()
    }),
    { numRuns: 25 },
  )
})
