import { type Finding, findingAt } from './finding'

const FINE = /^\s*(?:$|[;#]|\[[^\]]+\]\s*(?:[;#].*)?$|[^=:\s[][^=:]*[=:]|[\w.-]+\s*$|\s+\S)/

/** Lines of an INI file that are neither a section, a pair, a flag, a continuation nor a comment. */
export function validateIni(text: string): Finding[] {
  const findings: Finding[] = []
  for (const { 0: line, index } of text.matchAll(/^.*$/gm)) {
    const what = { severity: 'error', code: 'no-pair', detail: line.trim() } as const
    if (!FINE.test(line)) findings.push(findingAt(text, what, index, index + line.length))
  }
  return findings
}
