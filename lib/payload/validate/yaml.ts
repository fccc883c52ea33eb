import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar, visit } from 'yaml'
import { oldScalar } from '@/lib/payload/yaml/old-scalars'
import { parseYaml } from '@/lib/payload/yaml/parse'
import { type Finding, findingAt } from './finding'
import { judgeYaml11 } from './yaml-1.1/judge'

/**
 * What is wrong with a YAML text, in all its documents. Files are read by readers of YAML 1.1, as
 * PyYAML and SnakeYAML are, and of 1.2: an error is what both refuse, what one refuses a warning.
 */
export function validateYaml(text: string): Finding[] {
  const newer = findingsOf12(text)
  const stop = judgeYaml11(text)
  const isRefused = newer.some(({ severity }) => severity === 'error')
  if (isRefused && stop) return newer
  if (stop) {
    const what = { severity: 'warning', code: 'yaml-old', detail: stop.reason } as const
    return [findingAt(text, what, stop.at), ...newer]
  }
  return newer.map((finding) =>
    finding.severity === 'error' ? { ...finding, severity: 'warning', code: 'yaml-new' } : finding,
  )
}

function findingsOf12(text: string): Finding[] {
  // The parser's own search for keys that are there twice takes quadratic time.
  const documents = parseYaml(text, { prettyErrors: false })
  if (!documents) throw new RangeError('nested too deep')
  return documents.flatMap((document) => {
    const problems = [...document.errors, ...document.warnings].map((problem) => {
      const severity = problem.name === 'YAMLWarning' ? 'warning' : 'error'
      const what = { severity, code: 'parser', detail: problem.message } as const
      return findingAt(text, what, ...problem.pos)
    })
    return problems.length > 0 ? problems : inquire(text, document)
  })
}

/** Aliases without an anchor, and keys that are there twice; `<<` may be. */
function inquire(text: string, document: Document.Parsed): Finding[] {
  const findings: Finding[] = []
  const anchors = new Map<string, unknown>()
  const judged = new Map<unknown, boolean>()
  visit(document, (_, node) => {
    if (isAlias(node) && !anchors.has(node.source)) {
      const what = { severity: 'error', code: 'no-anchor', detail: `*${node.source}` } as const
      findings.push(findingAt(text, what, ...placeOf(node.range)))
    } else if ((isMap(node) || isScalar(node) || isSeq(node)) && node.anchor) {
      anchors.set(node.anchor, node)
    }
    if (!isMap(node)) return
    const seen = new Set<unknown>()
    const seenByOld = new Set<string>()
    for (const { key, value } of node.items) {
      if (!isScalar(key) || !key.range) continue
      if (key.value === '<<') {
        const what = { severity: 'warning', code: 'merges-no-map', detail: '' } as const
        const isMerge = key.type === 'PLAIN' && key.tag === undefined
        if (isMerge && !isMergeable(value, anchors, judged))
          findings.push(findingAt(text, what, ...placeOf(key.range)))
        continue
      }
      const what = { severity: 'warning', code: 'double-key', detail: keyText(key) } as const
      const old = oldScalar(key)
      const isDouble = seen.has(key.value) || seenByOld.has(old)
      if (isDouble) findings.push(findingAt(text, what, ...placeOf(key.range)))
      seen.add(key.value)
      seenByOld.add(old)
    }
  })
  return findings
}

/**
 * Whether a map takes over what stands behind `<<`: another map, or a list of maps. `judged`: the
 * lists that were looked through, of which one may stand behind thousands.
 */
function isMergeable(
  value: unknown,
  anchors: ReadonlyMap<string, unknown>,
  judged: Map<unknown, boolean>,
): boolean {
  const meant = (node: unknown) => (isAlias(node) ? anchors.get(node.source) : node)
  const target = meant(value)
  if (!isSeq(target)) return isMap(target)
  const isOfMaps = judged.get(target) ?? target.items.every((item) => isMap(meant(item)))
  judged.set(target, isOfMaps)
  return isOfMaps
}

/** As it is written, where that is a word: `on` is not told as `true`. */
function keyText({ value, source }: Scalar): string {
  return source ?? String(value)
}

function placeOf(range: readonly number[] | null | undefined): [from: number, to: number] {
  const [from = 0, to = from + 1] = range ?? []
  return [from, to]
}
