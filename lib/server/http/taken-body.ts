/** Longer texts are handed over by pieces of so many UTF-16 code units. */
const PIECE = 65_536
/** A body that nobody takes for this long counts as taken (ms); its connection has ended. */
const PATIENCE_MS = 60_000

/**
 * The body of a response that says when it was taken, or given up: a short text at once, a long
 * one when its reader asked for the last piece of it.
 */
export function takenBody(text: string, taken: () => void): string | ReadableStream<Uint8Array> {
  if (text.length <= PIECE) {
    taken()
    return text
  }
  const timer = setTimeout(taken, PATIENCE_MS)
  timer.unref()
  const encoder = new TextEncoder()
  let at = 0
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const end = endOfPiece(text, at)
        controller.enqueue(encoder.encode(text.slice(at, end)))
        at = end
        if (at < text.length) return
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

/** Never between the two halves of a character. */
function endOfPiece(text: string, start: number): number {
  const end = Math.min(start + PIECE, text.length)
  const isHalf = end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800
  return isHalf ? end + 1 : end
}
