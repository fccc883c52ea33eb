import { parse, TomlError } from 'smol-toml'
import { type Finding, findingIn } from './finding'

/** The first error of a TOML text. */
export function validateToml(text: string): Finding[] {
  try {
    parse(text, { integersAsBigInt: true })
    return []
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const detail = error.message.split('\n')[0]?.replace('Invalid TOML document: ', '') ?? ''
    return [
      findingIn(text, { severity: 'error', code: 'parser', detail }, error.line, error.column),
    ]
  }
}
