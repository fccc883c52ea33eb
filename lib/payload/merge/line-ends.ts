import type { Three } from './is-merge'
import { coalesce, type MergePiece } from './pieces'

type Look = {
  readonly hasMark: boolean
  /** Undefined where there is no line end. */
  readonly end: '\n' | '\r\n' | undefined
  readonly isEnded: boolean | undefined
}

/**
 * Texts with one kind of line ends, also behind their last lines, and without byte order marks: so
 * that a line is the same one whoever wrote it. `restore` gives pieces what most of the three have:
 * what one side changed. Texts that mix their line ends are left as they are.
 */
export function withPlainLineEnds(texts: Three<string>): {
  readonly plain: Three<string>
  readonly restore: (pieces: readonly MergePiece[]) => MergePiece[]
} {
  const [base, mine, theirs] = [texts.base, texts.mine, texts.theirs]
  if ([base, mine, theirs].some(isMixed)) return { plain: texts, restore: (pieces) => [...pieces] }
  const looks = { base: lookOf(base), mine: lookOf(mine), theirs: lookOf(theirs) }
  const look: Look = {
    hasMark: settled(looks, ({ hasMark }) => hasMark) ?? false,
    end: settled(looks, ({ end }) => end) ?? '\n',
    isEnded: settled(looks, ({ isEnded }) => isEnded) ?? true,
  }
  return {
    plain: { base: plained(base), mine: plained(mine), theirs: plained(theirs) },
    restore: (pieces) => restored(pieces, look),
  }
}

function isMixed(text: string): boolean {
  return /\r(?!\n)/.test(text) || (text.includes('\r\n') && /(?<!\r)\n/.test(text))
}

function lookOf(text: string): Look {
  const end = text.includes('\r\n') ? '\r\n' : text.includes('\n') ? '\n' : undefined
  const isEnded = text === '' ? undefined : text.endsWith('\n')
  return { hasMark: text.startsWith('\ufeff'), end, isEnded }
}

function plained(text: string): string {
  const lines = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`
}

/** Of what has two states: the one that somebody changed it to, or that all have. */
function settled<Part>(looks: Three<Look>, part: (look: Look) => Part): Part {
  const [base, mine, theirs] = [part(looks.base), part(looks.mine), part(looks.theirs)]
  const [was, ours, others] = [base ?? mine ?? theirs, mine ?? base, theirs ?? base]
  return (ours === was ? others : ours) ?? was
}

function restored(pieces: readonly MergePiece[], { hasMark, end, isEnded }: Look): MergePiece[] {
  const ended = isEnded === false ? withoutLastEnd(pieces) : pieces
  const lines = end === '\r\n' ? ended.map((piece) => mapped(piece, toCrlf)) : ended
  return coalesce(hasMark ? [{ kind: 'same', text: '\ufeff' }, ...lines] : lines)
}

const toCrlf = (text: string) => text.replaceAll('\n', '\r\n')

function mapped(piece: MergePiece, to: (text: string) => string): MergePiece {
  if (piece.kind === 'same') return { ...piece, text: to(piece.text) }
  if (piece.kind !== 'conflict') return { ...piece, text: to(piece.text), base: to(piece.base) }
  const { base, mine, theirs } = piece
  return { ...piece, base: to(base), mine: to(mine), theirs: to(theirs) }
}

/** Takes the last line end from the last piece that has text, and from what may take its place. */
function withoutLastEnd(pieces: readonly MergePiece[]): MergePiece[] {
  const last = pieces.findLastIndex((piece) =>
    piece.kind === 'conflict' ? piece.mine + piece.theirs !== '' : piece.text !== '',
  )
  return pieces.map((piece, at) =>
    at === last ? mapped(piece, (text) => text.replace(/\n$/, '')) : piece,
  )
}
