import { type Finding, type FindingCode, findingAt } from './finding'
import { type IniNote, readIni } from './ini-lines'

/** A header that does not close, or a pair without a key: no reader takes it for what was meant. */
const BROKEN = /^\[(?!.+\])|^[=:]/

/** What MySQL's option files have beside other INI files. */
const INCLUDE = /^!include(?:dir)?\s/m

/**
 * What is wrong with an INI text. No standard says what INI is, so that an error is what nobody can
 * have meant; what Python's configparser, the strictest in wide use, refuses is a warning.
 */
export function validateIni(text: string): Finding[] {
  const told = new Set<FindingCode>()
  const notes = readIni(text.replace(/^\ufeff/, ' '))
  const dialect = notes.length > 0 ? dialectOf(text) : undefined
  return notes.flatMap((note): Finding[] => {
    const code = codeOf(note, dialect)
    const isRepeated = told.has(code) && code.startsWith('ini-')
    told.add(code)
    if (isRepeated) return []
    const severity = code === 'no-pair' ? 'error' : 'warning'
    const what = { severity, code, detail: note.detail } as const
    return [findingAt(text, what, note.at, note.at + note.detail.length)]
  })
}

function codeOf({ kind, detail }: IniNote, dialect: FindingCode | undefined): FindingCode {
  if (kind === 'double-key' || kind === 'double-section') return kind
  if (BROKEN.test(detail)) return 'no-pair'
  return dialect ?? (kind === 'no-section' ? 'ini-no-section' : 'ini-no-value')
}

/** Whose own INI it is, where other readers refuse what it holds. */
function dialectOf(text: string): FindingCode | undefined {
  if (INCLUDE.test(text)) return 'ini-mysql'
  return text.split(/[\r\n]/).some(opensBrace) ? 'ini-krb5' : undefined
}

/** Whether a line is `name = {`, as in krb5.conf. */
function opensBrace(line: string): boolean {
  const said = line.trim()
  if (!said.endsWith('{') || /^[#;[]/.test(said)) return false
  const name = said.slice(0, -1).trimEnd()
  return name.length > 1 && name.endsWith('=')
}
