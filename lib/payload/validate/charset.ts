import { unencodableAt } from '@/lib/payload/charset/charset'
import { charsetNamed, declaredName } from '@/lib/payload/charset/declared'
import type { Charset } from '@/lib/payload/charset/names'
import type { Format } from '@/lib/payload/detect'
import { type Finding, findingAt } from './finding'

/** Encodings that readers know and that no browser reads. */
const KNOWN_ELSEWHERE = /^(euc-tw|iso-2022-\w+|utf-7|hz-gb-2312|ibm\d+|cp\d+|iso-10646-ucs-[24])$/i

const WIDE = /^utf-(16|32)/

/** What keeps a text from being stored in a charset, or from being read in the one it declares. */
export function validateCharset(format: Format | 'hex', text: string, charset: Charset): Finding[] {
  const at = unencodableAt(charset, text)
  if (at !== undefined) {
    const detail = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const what = { severity: 'error', code: 'not-in-charset', detail } as const
    return [findingAt(text, what, at, at + detail.length)]
  }
  return format === 'xml' ? validateDeclared(text, charset) : []
}

function validateDeclared(text: string, charset: Charset): Finding[] {
  const name = declaredName(text.slice(0, 1_024), true)
  if (name === undefined) return []
  const find = (severity: Finding['severity'], code: 'charset-unknown' | 'charset-other') => {
    const from = text.indexOf(name)
    return [findingAt(text, { severity, code, detail: name }, from, from + name.length)]
  }
  // UTF-16 and UTF-32 are declared without the order of their bytes.
  const wide = WIDE.exec(name.toLowerCase())?.[0]
  if (wide) return charset.startsWith(wide) ? [] : find('error', 'charset-other')
  const declared = charsetNamed(name)
  if (!declared) return find(KNOWN_ELSEWHERE.test(name) ? 'warning' : 'error', 'charset-unknown')
  if (declared === charset) return []
  if (WIDE.test(charset)) return find('error', 'charset-other')
  return isAscii(text) ? [] : find('warning', 'charset-other')
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
