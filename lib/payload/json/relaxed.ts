// What is not closed is taken whole, too: it is looked through once.
const COMMENT = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\r\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/g
const TRAILING_COMMA = /"(?:[^"\\\n]|\\.)*"?|,(?=\s*[}\]])/g

/** A text whose comments, and commas before a closing bracket, are blanks. */
export type RelaxedJson = {
  readonly text: string
  /** Where the first comment stood; undefined where there was none. */
  readonly comment: number | undefined
  /** Where the first such comma stood. */
  readonly comma: number | undefined
}

/** Reads past what JSON with comments has beside JSON; offsets stay what they are. */
export function relaxJson(text: string): RelaxedJson {
  const comments = blank(text, COMMENT)
  const commas = blank(comments.text, TRAILING_COMMA)
  return { text: commas.text, comment: comments.at, comma: commas.at }
}

/** Blanks what `pattern` finds, but strings and a comment that never ends. */
function blank(text: string, pattern: RegExp): { text: string; at: number | undefined } {
  let at: number | undefined
  const blanked = text.replaceAll(pattern, (found: string, offset: number) => {
    if (found.startsWith('"') || isOpenComment(found)) return found
    at ??= offset
    return found.replaceAll(/[^\r\n]/g, ' ')
  })
  return { text: blanked, at }
}

function isOpenComment(found: string): boolean {
  return found.startsWith('/*') && (found.length < 4 || !found.endsWith('*/'))
}
