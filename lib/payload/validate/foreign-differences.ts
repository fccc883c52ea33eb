/** Where what we say of a text and what a foreign reader says may differ, and why. */
export type ForeignDifference = {
  readonly format: string
  readonly why: string
  /** `theirs`: the reader's words where it refuses the text, else null. */
  readonly applies: (text: string, theirs: string | null) => boolean
}

const DECLARED = /^\ufeff?<\?xml[^>]*encoding[ \t\r\n]*=[ \t\r\n]*["'](?!utf-8["'])/i

/** Everything else is a mistake, ours or theirs, that nobody has looked at. */
export const FOREIGN_DIFFERENCES: readonly ForeignDifference[] = [
  {
    format: 'xml',
    why: 'The text is handed over as UTF-8. Whether a declared encoding fits the stored bytes is told apart, by the charset that they are read in.',
    applies: (text) => DECLARED.test(text),
  },
  {
    format: 'properties',
    why: 'Java takes a byte order mark for a part of the first key: no refusal, but worth a warning.',
    applies: (text, theirs) => text.startsWith('\ufeff') && theirs === null,
  },
  {
    format: 'ini',
    why: 'Behind a byte order mark there may be nothing that a reader could refuse.',
    applies: (text, theirs) => text.startsWith('\ufeff') && theirs === null,
  },
]
