import { Lexer, type ParseOptions, parseAllDocuments } from 'yaml'

/** Deeper than anything that people write, and far less than the parser's recursion bears. */
const MAX_NESTED = 1_000

/**
 * The documents of a YAML text, keys that are there twice and all. Undefined where it is nested too
 * deep: a parser that runs out of stack may take the whole engine with it.
 */
export function parseYaml(text: string, options: ParseOptions = {}) {
  if (isNestedTooDeep(text)) return undefined
  const documents = withoutTraces(() => parseAllDocuments(text, { ...options, uniqueKeys: false }))
  return Array.isArray(documents) ? documents : []
}

/** What is wrong is an `Error` to the parser, each with a trace that nobody reads: most of its time. */
function withoutTraces<T>(parse: () => T): T {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return parse()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** Whether brackets stand in brackets, or items in items on one line, more than so deep. */
function isNestedTooDeep(text: string): boolean {
  let [inBrackets, onLine] = [0, 0]
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') inBrackets += 1
    else if (token === ']' || token === '}') inBrackets -= 1
    else if (token === '-' || token === '?') onLine += 1
    else if (token.endsWith('\n')) onLine = 0
    if (inBrackets + onLine > MAX_NESTED) return true
  }
  return false
}
