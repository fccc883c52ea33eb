import type { Named } from '@/lib/payload/meaning/place'

/** How a text is divided by its keys; spans are in UTF-16 code units. */
export type Shape = LeafShape | MapShape

export type LeafShape = { readonly kind: 'leaf'; readonly start: number; readonly end: number }

export type MapShape = {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  /** Without commas between them, one begins where the one before ends. */
  readonly members: readonly Member[]
  readonly hasCommas: boolean
}

/** A key and its value, with all that goes with them: blanks and comments before, a line end behind. */
export type Member = Named & {
  readonly start: number
  readonly end: number
  readonly value: Shape
  /** The keys that lead to it, where that is not `key` alone. */
  readonly steps?: readonly string[]
}

/** A shape within its text. */
export type Shaped = { readonly text: string; readonly shape: Shape }

export type Shaper = (text: string) => Shape | undefined

/** The text that a shape spans. */
export function sourceOf({ text, shape }: Shaped): string {
  return text.slice(shape.start, shape.end)
}

export function mapOf(
  members: readonly Member[],
  { start, end }: { start: number; end: number },
): MapShape {
  return { kind: 'map', members, start, end, hasCommas: false }
}

export function leaf(start: number, end: number): LeafShape {
  return { kind: 'leaf', start, end }
}

/**
 * Where the comment ends that is about the whole of a text, and not about its first key: behind the
 * last blank line before `first`.
 */
export function behindHead(text: string, first: number, start = 0): number {
  const blank = text.slice(start, first).lastIndexOf('\n\n')
  return blank < 0 ? start : start + blank + 2
}

/** Behind the line end that follows `at`, or at it where `at` is behind one already. */
export function lineEnd(text: string, at: number): number {
  if (at > 0 && text[at - 1] === '\n') return at
  const found = text.indexOf('\n', at)
  return found < 0 ? text.length : found + 1
}
