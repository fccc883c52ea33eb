import type { Place, Step } from './place'

type Frame =
  | { readonly kind: 'map'; readonly column: number; key: string; readonly keys: Set<string> }
  | { readonly kind: 'list'; readonly column: number; index: number }

/** Dashes, then a key and its colon, then the rest. */
const LINE =
  /^( *)((?:- +)*(?:-$)?)(?:("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'{}[\]&*!|>%@`:-][^#:]*|-[^\s#:][^#:]*):(?=\s|$))?(.*)$/

type Line = {
  readonly dashes: readonly number[]
  /** Where the key, or what stands in its place, begins. */
  readonly column: number
  readonly key: string | undefined
  readonly rest: string
}

/**
 * Where in the block style of a YAML text, finished or not, somebody writes at `at`, told by the
 * indentation of the lines. Undefined in flow style, comments and texts of several lines.
 */
export function yamlPlace(text: string, at: number): Place | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const here = readLine(text.slice(start, at))
  const above = text.slice(0, start).split('\n').slice(0, -1)
  const frames = framesAfter(above, here.column)
  if (!frames || /(^|\s)#/.test(here.rest)) return undefined
  for (const dash of here.dashes) enterItem(frames, dash)
  if (here.key !== undefined) return valuePlace(frames, here, { at, key: here.key })
  if (!/^[\w.-]*$/.test(here.rest)) return undefined
  return keyPlace(frames, here, start + here.column, text.slice(at))
}

function valuePlace(
  frames: Frame[],
  here: Line,
  { at, key }: { at: number; key: string },
): Place | undefined {
  const [, value] = /^\s+([^\s[{&*!|>]*)$/.exec(here.rest) ?? []
  if (value === undefined) return undefined
  enterKey(frames, here.column, key)
  return { kind: 'value', path: stepsOf(frames), from: at - value.length, present: new Set() }
}

function keyPlace(frames: Frame[], here: Line, from: number, after: string): Place {
  leave(frames, here.column, here.dashes.length > 0)
  const top = frames.at(-1)
  if (top?.kind !== 'map' || top.column !== here.column)
    return {
      kind: 'any',
      path: stepsOf(frames),
      from,
      present: new Set(keysBelow(after, here.column)),
    }
  const present = new Set([...top.keys, ...keysBelow(after, here.column)])
  return { kind: 'key', path: stepsOf(frames.slice(0, -1)), from, present }
}

/** What is open behind the lines; undefined where they end within a text of several lines. */
function framesAfter(lines: readonly string[], column: number): Frame[] | undefined {
  const frames: Frame[] = []
  let block: number | undefined
  for (const text of lines) {
    if (/^\s*(#.*)?$/.test(text)) continue
    const indent = text.search(/\S/)
    if (block !== undefined && indent > block) continue
    block = /(^|[\s:-])[|>][+-]?\d?[+-]?\s*(#.*)?$/.test(text) ? indent : undefined
    if (/^(---|\.\.\.)(\s|$)/.test(text)) frames.length = 0
    const line = readLine(text)
    for (const dash of line.dashes) enterItem(frames, dash)
    if (line.key !== undefined) enterKey(frames, line.column, line.key)
  }
  return block !== undefined && column > block ? undefined : frames
}

function readLine(text: string): Line {
  const [, indent = '', dashes = '', key, rest = ''] = LINE.exec(text.replace(/\r$/, '')) ?? []
  return {
    dashes: [...dashes.matchAll(/-/g)].map(({ index }) => indent.length + index),
    column: indent.length + dashes.length,
    key: key?.trim().replace(/^(["'])(.*)\1$/, '$2'),
    rest,
  }
}

/** Closes what ends at `column`; a list may stand at the column of the key that holds it. */
function leave(frames: Frame[], column: number, isInItem: boolean): void {
  for (let top = frames.at(-1); top; top = frames.at(-1)) {
    const ends = top.column > column || (top.kind === 'list' && top.column === column && !isInItem)
    if (!ends) return
    frames.pop()
  }
}

function enterItem(frames: Frame[], column: number): void {
  leave(frames, column, true)
  const top = frames.at(-1)
  if (top?.kind === 'list' && top.column === column) top.index += 1
  else frames.push({ kind: 'list', column, index: 0 })
}

function enterKey(frames: Frame[], column: number, key: string): void {
  leave(frames, column, false)
  const top = frames.at(-1)
  if (top?.kind === 'map' && top.column === column) {
    top.key = key
    top.keys.add(key)
  } else frames.push({ kind: 'map', column, key, keys: new Set([key]) })
}

function stepsOf(frames: readonly Frame[]): Step[] {
  return frames.map((frame) => (frame.kind === 'map' ? frame.key : frame.index))
}

/** The keys at `column` in the lines behind, as far as the same map goes. */
function keysBelow(after: string, column: number): string[] {
  const keys: string[] = []
  for (const text of after.split('\n').slice(1)) {
    if (/^\s*(#.*)?$/.test(text)) continue
    const line = readLine(text)
    const [first = line.column] = line.dashes
    if (first < column) break
    if (line.column === column && line.dashes.length === 0 && line.key !== undefined)
      keys.push(line.key)
  }
  return keys
}
