import { markedCharset } from './marks'
import { CHARSETS, type Charset } from './names'

/** How far into a value a declaration may stand. */
const HEAD_BYTES = 1_024

/** What XML declares holds; of all others, readers of UTF-8 go first. */
const XML = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/

const DECLARATIONS = [
  /^@charset "([\w.:-]+)";/,
  /^(?:#.*\n)?#.*?coding[:=][ \t]*([\w.-]+)/,
  /<meta\s[^>]*?charset\s*=\s*["']?([\w.:-]+)/i,
]

/** Other names of what we know, as XML, HTML and Python files spell them. */
const ALIASES: ReadonlyArray<readonly [RegExp, Charset]> = [
  [/^utf8$/, 'utf-8'],
  [/^(us-)?ascii$|^iso[-_]?8859[-_]1(:1987)?$|^latin[-_]?1$|^l1$|^cp819$/, 'latin1'],
  [/^gb_?2312(-80)?$|^euc-cn$|^cp936$|^ms936$|^x-gbk$|^windows-936$/, 'gbk'],
  [/^gb-?18030(-\d+)?$/, 'gb18030'],
  [/^big5-?hkscs$|^cp950$|^x-x-big5$|^windows-950$|^big5-eten$/, 'big5'],
  [/^s(hift)?[-_]?jis$|^x-sjis$|^windows-31j$|^cp932$|^ms_?kanji$|^ms932$/, 'shift_jis'],
  [/^(x-)?euc-?jp$/, 'euc-jp'],
  [/^euc-?kr$|^ks_?c_?5601(-1987)?$|^cp949$|^uhc$|^windows-949$|^ms949$/, 'euc-kr'],
  [/^tis-?620$|^cp874$/, 'windows-874'],
  [/^cp855$/, 'ibm855'],
  [/^cp866$/, 'ibm866'],
  [/^koi8-?r$|^koi$/, 'koi8-r'],
  [/^koi8-?(u|ru)$/, 'koi8-u'],
  [/^mac(roman)?$/, 'macintosh'],
  [/^mac-?cyrillic$/, 'x-mac-cyrillic'],
]

const LATIN_PARTS = [1, 2, 3, 4, 9, 10, 13, 14, 15, 16]

/** The charset of that name; undefined where it is none that can be read here. */
export function charsetNamed(name: string): Charset | undefined {
  const label = name.toLowerCase()
  const alias = ALIASES.find(([pattern]) => pattern.test(label))?.[1]
  const windows = /^(?:x-)?(?:cp|windows-)(125\d)$/.exec(label)?.[1]
  const latin = /^(?:latin[-_]?|l)(\d+)$/.exec(label)?.[1]
  const part = latin ? LATIN_PARTS[Number(latin) - 1] : /^iso[-_]?8859[-_](\d+)/.exec(label)?.[1]
  const known = windows ? `windows-${windows}` : part ? `iso-8859-${part}` : label
  return alias ?? CHARSETS.find((charset) => charset === known)
}

/** The name by which a text declares its encoding: XML, CSS, HTML, or a comment as in Python. */
export function declaredName(head: string, isXmlAlone = false): string | undefined {
  const patterns = isXmlAlone ? [XML] : [XML, ...DECLARATIONS]
  for (const pattern of patterns) {
    const found = pattern.exec(head.replace(/^\ufeff/, ''))?.[1]
    if (found) return found
  }
  return undefined
}

/** What bytes tell of their encoding themselves, by a mark or by a name. `isUtf8`: they are that. */
export function declaredIn(
  bytes: Uint8Array,
  isUtf8: boolean,
): {
  readonly charset?: Charset | undefined
  readonly name?: string
} {
  const marked = markedCharset(bytes)
  if (marked) return { charset: marked }
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES))
  const name = declaredName(head, isUtf8)
  return name === undefined ? {} : { charset: charsetNamed(name), name }
}
