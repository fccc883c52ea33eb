import { parse, TomlError } from 'smol-toml'
import { type Finding, findingAt, findingIn } from './finding'
import { judgeToml10 } from './toml-1.0/judge'

/**
 * The first error of a TOML text. Readers are of TOML 1.0, as Python's is, and of 1.1: an error is
 * what both refuse, what one refuses a warning.
 */
export function validateToml(text: string): Finding[] {
  const newer = findingOf11(text)
  const stop = judgeToml10(text.replace(/^\ufeff/, ' '))
  if (newer && stop) return [newer]
  if (stop) {
    const severity = stop.isWrong ? 'error' : 'warning'
    return [findingAt(text, { severity, code: 'toml-old', detail: stop.reason }, stop.at)]
  }
  return newer ? [{ ...newer, severity: 'warning', code: 'toml-new' }] : []
}

function findingOf11(text: string): Finding | undefined {
  try {
    parse(text, { integersAsBigInt: true })
    return undefined
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const detail = error.message.split('\n')[0]?.replace('Invalid TOML document: ', '') ?? ''
    const what = { severity: 'error', code: 'parser', detail } as const
    return findingIn(text, what, error.line, error.column)
  }
}
