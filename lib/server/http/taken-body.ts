/** Longer texts are handed over by pieces of so many UTF-16 code units. */
const PIECE = 65_536
/** A body that nobody takes for this long counts as taken (ms); its connection has ended. */
const PATIENCE_MS = 60_000

/**
 * The body of a response that says when it was taken, or given up: a short text at once, a long
 * one when its reader asked for the last piece of it. No character is in two of the `texts`.
 */
export function takenBody(
  texts: readonly string[],
  taken: () => void,
): string | ReadableStream<Uint8Array> {
  const [only = ''] = texts
  if (texts.length <= 1 && only.length <= PIECE) {
    taken()
    return only
  }
  const timer = setTimeout(taken, PATIENCE_MS)
  timer.unref()
  const encoder = new TextEncoder()
  const pieces = piecesOf(texts)
  let next = pieces.next()
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (!next.done) controller.enqueue(encoder.encode(next.value))
        next = pieces.next()
        if (!next.done) return
        clearTimeout(timer)
        taken()
        controller.close()
      },
      cancel: () => {
        clearTimeout(timer)
        taken()
      },
    },
    { highWaterMark: 0 },
  )
}

function* piecesOf(texts: readonly string[]): Generator<string, void> {
  for (const text of texts)
    for (let at = 0; at < text.length; ) {
      const end = endOfPiece(text, at)
      yield text.slice(at, end)
      at = end
    }
}

/** Never between the two halves of a character. */
function endOfPiece(text: string, start: number): number {
  const end = Math.min(start + PIECE, text.length)
  const isHalf = end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800
  return isHalf ? end + 1 : end
}
