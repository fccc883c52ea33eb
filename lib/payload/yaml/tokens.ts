import { Lexer } from 'yaml'

export type YamlTokens = {
  /** In order, each from its `#` on. */
  readonly comments: readonly string[]
  /** How many scalars and aliases there are. */
  readonly scalars: number
}

/** The lexer sets this before what is text, and not markup. */
const TEXT_FOLLOWS = '\u001f'

/** What the lexer sees of a YAML text that a parser may pass over. */
export function yamlTokens(text: string): YamlTokens {
  const comments: string[] = []
  let scalars = 0
  let before = ''
  for (const token of new Lexer().lex(text)) {
    if (before === TEXT_FOLLOWS || /^["'*]/.test(token)) scalars += 1
    else if (token.startsWith('#')) comments.push(token.trimEnd())
    before = token
  }
  return { comments, scalars }
}
