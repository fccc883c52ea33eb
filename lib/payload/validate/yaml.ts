import { isMap, isScalar, parseAllDocuments, visit } from 'yaml'
import { type Finding, findingAt } from './finding'

/** The errors and warnings of a YAML text, of all its documents. */
export function validateYaml(text: string): Finding[] {
  // The parser's own search for keys that are there twice takes quadratic time.
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false })
  if (!Array.isArray(documents)) return []
  return documents.flatMap((document) => {
    const problems = [...document.errors, ...document.warnings].map((problem) => {
      const severity = problem.name === 'YAMLWarning' ? 'warning' : 'error'
      const what = { severity, code: 'parser', detail: problem.message } as const
      return findingAt(text, what, ...problem.pos)
    })
    return problems.length > 0 ? problems : doubleKeys(text, document)
  })
}

function doubleKeys(text: string, document: Parameters<typeof visit>[0]): Finding[] {
  const findings: Finding[] = []
  visit(document, {
    Map: (_, node) => {
      const seen = new Set<unknown>()
      for (const { key } of isMap(node) ? node.items : []) {
        if (!isScalar(key) || !key.range) continue
        const what = { severity: 'error', code: 'double-key', detail: String(key.value) } as const
        if (seen.has(key.value)) findings.push(findingAt(text, what, key.range[0], key.range[1]))
        seen.add(key.value)
      }
    },
  })
  return findings
}
