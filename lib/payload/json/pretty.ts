import { type JsonToken, jsonTokens } from './tokens'

const INDENT = '  '

/**
 * `text` with one member per line, indented by two spaces. Works on tokens: numbers keep every
 * digit, doubled keys and their order stay. Undefined when it is not JSON.
 */
export function prettyJson(text: string): string | undefined {
  const tokens = jsonTokens(text)
  if (!tokens) return undefined
  const parts: string[] = []
  let depth = 0
  tokens.forEach((token, index) => {
    const before = tokens[index - 1]
    const isEmpty = token.kind === 'close' && before?.kind === 'open'
    if (token.kind === 'close') depth -= 1
    if (startsLine(token, before) && !isEmpty) parts.push('\n', INDENT.repeat(depth))
    parts.push(token.text)
    if (token.kind === 'colon') parts.push(' ')
    if (token.kind === 'open') depth += 1
  })
  return parts.join('')
}

function startsLine(token: JsonToken, before: JsonToken | undefined): boolean {
  return token.kind === 'close' || before?.kind === 'open' || before?.kind === 'comma'
}
