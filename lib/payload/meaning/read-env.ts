import type { Entry, Said } from './meaning'

const PAIR =
  /[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*("(?:[^"\\]|\\[\s\S])*"|'[^']*'|`[^`]*`)?([^\n]*)\n?/y
const NOTHING = /[ \t]*(#[^\n]*)?\n|[ \t]*#[^\n]*$/y

/**
 * What a text of `NAME=value` lines says to a shell and to what loads .env files: a text in quotes
 * may have several lines. Undefined where it is none.
 */
export function readEnv(text: string): Said | undefined {
  const entries: Entry[] = []
  const lines = text.replaceAll('\r\n', '\n')
  for (let at = 0; at < lines.length; ) {
    const nothing = take(NOTHING, lines, at)
    const pair = nothing ? undefined : take(PAIR, lines, at)
    const found = nothing ?? pair
    if (!found) return undefined
    at += found[0].length
    if (!pair) continue
    const [, key = '', quoted = '', rest = ''] = pair
    entries.push({ key, value: { kind: 'scalar', text: quoted + rest.trimEnd() } })
  }
  return { root: { kind: 'map', entries }, comments: [] }
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
