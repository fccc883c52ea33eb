import type { Place, Step } from './place'

type Frame = { readonly isList: boolean; index: number; key: string | undefined; keys: Set<string> }

const PIECE = /"(?:[^"\\\n]|\\.)*"?|[[\]{},:]|[^\s[\]{},:"]+/g

/** What is open at a place, and what may come next there. */
type State = { readonly frames: Frame[]; next: 'key' | 'colon' | 'value' | 'end' }

/** Where in a JSON text, finished or not, somebody writes at `at`; undefined where nothing may be. */
export function jsonPlace(text: string, at: number): Place | undefined {
  const state: State = { frames: [], next: 'value' }
  let from = at
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (index >= at) break
    const end = index + piece.length
    const isWritten = !/^[[\]{},:]$/.test(piece) && end >= at && !(end === at && isWhole(piece))
    if (isWritten) {
      from = index
      break
    }
    read(state, piece)
  }
  return placeOf(state, from, text.slice(at))
}

function isWhole(piece: string): boolean {
  return piece.length > 1 && piece.startsWith('"') && piece.endsWith('"')
}

function read(state: State, piece: string): void {
  const { frames } = state
  const top = frames.at(-1)
  if (piece === '{' || piece === '[') {
    frames.push({ isList: piece === '[', index: 0, key: undefined, keys: new Set() })
    state.next = piece === '[' ? 'value' : 'key'
  } else if (piece === '}' || piece === ']') {
    frames.pop()
    state.next = 'end'
  } else if (piece === ',') {
    if (top) top.index += 1
    state.next = top?.isList === false ? 'key' : 'value'
  } else if (piece === ':') state.next = 'value'
  else if (state.next === 'key' && top) {
    top.key = nameIn(piece)
    top.keys.add(top.key)
    state.next = 'colon'
  } else state.next = 'end'
}

function placeOf({ frames, next }: State, from: number, after: string): Place | undefined {
  if (next === 'value') return { kind: 'value', path: stepsOf(frames), from, present: new Set() }
  const top = frames.at(-1)
  if (next !== 'key' || !top) return undefined
  const present = new Set([...top.keys, ...keysBehind(after)])
  return { kind: 'key', path: stepsOf(frames.slice(0, -1)), from, present }
}

function stepsOf(frames: readonly Frame[]): Step[] {
  return frames.map(({ isList, index, key }) => (isList ? index : (key ?? '')))
}

/** The keys that the same object has behind the place. */
function keysBehind(after: string): string[] {
  const keys: string[] = []
  let depth = 0
  let last = ''
  for (const [piece] of after.matchAll(PIECE)) {
    if (piece === '{' || piece === '[') depth += 1
    if (piece === '}' || piece === ']') depth -= 1
    if (depth < 0) break
    if (piece === ':' && depth === 0) keys.push(nameIn(last))
    last = piece
  }
  return keys
}

function nameIn(piece: string): string {
  try {
    return String(JSON.parse(piece))
  } catch {
    return piece.replaceAll('"', '')
  }
}
