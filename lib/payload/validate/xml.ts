import { type Finding, findingAt } from './finding'
import { judgeXml } from './xml/document'

/** Why an XML text is not well-formed; else where its namespaces are not. */
export function validateXml(text: string): Finding[] {
  const { stop, notes } = judgeXml(text)
  const find = (what: Pick<Finding, 'severity' | 'code' | 'detail'>, at: number) => {
    const length = text.startsWith(what.detail, at) ? what.detail.length : 0
    return findingAt(text, what, at, at + Math.max(length, 1))
  }
  if (stop) return [find({ severity: 'error', code: stop.fault, detail: stop.detail }, stop.at)]
  return notes.map(({ at, detail }) =>
    find({ severity: 'warning', code: 'xml-namespace', detail }, at),
  )
}
