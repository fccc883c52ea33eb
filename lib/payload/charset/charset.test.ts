import { expect, test } from 'vitest'
import { readValue } from '@/lib/payload/reading'
import { validate } from '@/lib/payload/validate/validate'
import { decodeAs, encodeAs, unencodableAt } from './charset'
import { charsetNamed, declaredIn } from './declared'
import { CHARSETS } from './names'

const utf8 = (text: string) => new TextEncoder().encode(text)
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))
const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts))
const xml = (encoding: string, inside: Uint8Array) =>
  join(utf8(`<?xml version="1.0" encoding="${encoding}"?>\n<a>`), inside, utf8('</a>\n'))
const read = (data: Uint8Array) => readValue({ packing: null, bytes: data }, 'x', {})

/** Written by Python's codecs. */
test.each([
  ['GB18030', '中文😀', 'd6d0cec4 9439fc36', 'gb18030'],
  ['gb2312', '中文', 'd6d0cec4', 'gbk'],
  ['Big5', '中文', 'a4a4a4e5', 'big5'],
  ['Shift_JIS', '日本語ｱ', '93fa967b8cea b1', 'shift_jis'],
  ['EUC-JP', '日本語', 'c6fccbdcb8ec', 'euc-jp'],
  ['EUC-KR', '한국어', 'c7d1b1b9beee', 'euc-kr'],
  ['windows-1251', 'Привет', 'cff0e8e2e5f2', 'windows-1251'],
  ['KOI8-R', 'Привет', 'f0d2c9d7c5d4', 'koi8-r'],
  ['ISO-8859-1', 'Müller', '4dfc6c6c6572', 'latin1'],
  ['ISO-8859-2', 'Łódź', 'a3f364bc', 'iso-8859-2'],
  ['iso-8859-9', 'ğış', 'f0fdfe', 'iso-8859-9'],
  ['latin9', '€', 'a4', 'iso-8859-15'],
])(
  'XML that declares %s is read by that, and written back byte for byte',
  (name, text, bytes, charset) => {
    const data = xml(name, hex(bytes))
    const { lens, text: shown, format } = read(data)
    expect([lens.charset, format]).toEqual([charset, 'xml'])
    expect(shown).toContain(`<a>${text}</a>`)
    const known = CHARSETS.find((each) => each === charset) ?? 'utf-8'
    expect(encodeAs(known, shown ?? '')).toEqual(data)
    const edited = (shown ?? '').replace('<a>', `<a>${text}`)
    expect(encodeAs(known, edited)).toEqual(xml(name, join(hex(bytes), hex(bytes))))
  },
)

test('UTF-16 and UTF-32 are known by their marks, and XML of them without', () => {
  const text = '<?xml version="1.0"?>\n<a>中😀</a>\n'
  for (const charset of ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const)
    for (const mark of ['', '\ufeff']) {
      const data = encodeAs(charset, mark + text) ?? new Uint8Array()
      expect(read(data), charset).toMatchObject({ lens: { charset }, text: mark + text })
    }
})

test('what another reader takes for UTF-8 is UTF-8, but XML is what it declares', () => {
  const comment = utf8('# -*- coding: latin-1 -*-\nname = "é"\n')
  expect(read(comment).lens.charset).toBe('utf-8')
  expect(read(join(utf8('# coding: latin-1\nname = '), hex('e9 0a'))).text).toContain('name = é')
  expect(read(xml('ISO-8859-1', utf8('é'))).text).toContain('Ã©')
})

test('an encoding that cannot be read here is named, and the bytes are shown', () => {
  const { text, refusal, declared } = read(xml('EUC-TW', hex('c4e3a8a9')))
  expect([text, refusal, declared]).toEqual([undefined, 'unknown-charset', 'EUC-TW'])
})

test('bytes that would be written back as others are shown and not edited as text', () => {
  // NEC’s row and IBM’s hold the same characters; one of the two is written.
  const { text, glimpse, refusal, lens } = read(xml('Shift_JIS', hex('fa4a 8754')))
  expect([text, refusal, lens.charset]).toEqual([undefined, 'not-exact', 'hex'])
  expect(glimpse).toContain('<a>')
})

test('the character that an encoding lacks is named with its place', async () => {
  expect(unencodableAt('gbk', 'a中😀b')).toBe(2)
  const [first] = await validate('text', 'eins\nzwei €\n', 'latin1')
  expect(first).toMatchObject({ code: 'not-in-charset', detail: '€', line: 2, column: 6 })
  expect(await validate('text', 'eins 中 😀', 'gb18030')).toEqual([])
})

test('what XML declares has to be what it is stored in', async () => {
  const codes = async (name: string, inside: string, charset: 'utf-8' | 'gbk' | 'utf-16le') => {
    const text = `<?xml version="1.0" encoding="${name}"?><a>${inside}</a>`
    return (await validate('xml', text, charset)).map(({ severity, code }) => `${severity} ${code}`)
  }
  expect(await codes('utf-8', 'é', 'utf-8')).toEqual([])
  expect(await codes('GBK', 'plain', 'utf-8')).toEqual([])
  expect(await codes('GBK', '中', 'utf-8')).toEqual(['warning charset-other'])
  expect(await codes('GBK', '中', 'gbk')).toEqual([])
  expect(await codes('UTF-16', 'a', 'utf-8')).toEqual(['error charset-other'])
  expect(await codes('UTF-16', 'a', 'utf-16le')).toEqual([])
  expect(await codes('klingon', 'a', 'utf-8')).toEqual(['error charset-unknown'])
  expect(await codes('EUC-TW', 'a', 'utf-8')).toEqual(['warning charset-unknown'])
})

test('names of encodings, as files spell them', () => {
  const names = { 'ISO_8859-15': 'iso-8859-15', cp1252: 'windows-1252', sjis: 'shift_jis' } as const
  for (const [name, charset] of Object.entries(names)) expect(charsetNamed(name)).toBe(charset)
  expect(declaredIn(utf8('@charset "koi8-r";\n'), false)).toMatchObject({ charset: 'koi8-r' })
  expect(declaredIn(utf8('<html><meta charset=big5>'), false)).toMatchObject({ charset: 'big5' })
  expect(decodeAs('utf-32le', hex('00001100'))).toBeUndefined()
})
