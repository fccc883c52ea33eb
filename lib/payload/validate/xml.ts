import { XMLValidator } from 'fast-xml-parser'
import { type Finding, findingIn } from './finding'

/** The first error of an XML text. */
export function validateXml(text: string): Finding[] {
  const result = XMLValidator.validate(text)
  if (result === true) return []
  const { msg, line, col } = result.err
  return [findingIn(text, { severity: 'error', code: 'parser', detail: msg }, line, col ?? 1)]
}
