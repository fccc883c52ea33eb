import { type Finding, type FindingCode, findingAt } from './finding'
import { type IniNote, readIni } from './ini-lines'

/** A header that does not close, or a pair without a key: no reader takes it for what was meant. */
const BROKEN = /^\[(?!.+\])|^[=:]/

/** What MySQL's option files have beside other INI files, and the braces of krb5.conf. */
const INCLUDE = /^!include(?:dir)?\s/m
const BRACES = /^\s*[^\s#;[][^\n]*=\s*\{\s*$/m

/**
 * What is wrong with an INI text. No standard says what INI is, so that an error is what nobody can
 * have meant; what Python's configparser, the strictest in wide use, refuses is a warning.
 */
export function validateIni(text: string): Finding[] {
  const told = new Set<FindingCode>()
  return readIni(text.replace(/^\ufeff/, ' ')).flatMap((note): Finding[] => {
    const code = codeOf(note, text)
    const isRepeated = told.has(code) && code.startsWith('ini-')
    told.add(code)
    if (isRepeated) return []
    const severity = code === 'no-pair' ? 'error' : 'warning'
    const what = { severity, code, detail: note.detail } as const
    return [findingAt(text, what, note.at, note.at + note.detail.length)]
  })
}

function codeOf({ kind, detail }: IniNote, text: string): FindingCode {
  if (kind === 'double-key' || kind === 'double-section') return kind
  if (BROKEN.test(detail)) return 'no-pair'
  if (INCLUDE.test(text)) return 'ini-mysql'
  if (BRACES.test(text)) return 'ini-krb5'
  return kind === 'no-section' ? 'ini-no-section' : 'ini-no-value'
}
