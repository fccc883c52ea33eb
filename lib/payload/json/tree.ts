import { type JsonToken, jsonTokens } from './tokens'

type Span = { readonly start: number; readonly end: number }

export type JsonMember = { readonly key: string; readonly start: number; readonly value: JsonNode }

/** A JSON value and where it stands in its text; scalars keep their spelling. */
export type JsonNode = Span &
  (
    | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'scalar'; readonly text: string }
  )

/** The tree of a JSON text; undefined when it is not JSON. A key is spelled as in its text. */
export function jsonTree(text: string): JsonNode | undefined {
  const tokens = jsonTokens(text)
  return tokens && new Builder(tokens).value()
}

/** What a key is called: it may be spelled with escapes or without. */
export function keyName(key: string): string {
  return String(JSON.parse(key))
}

/** Whether some object names a key twice: which one counts is its reader's guess. */
export function hasDoubleKeys(node: JsonNode): boolean {
  if (node.kind === 'array') return node.items.some(hasDoubleKeys)
  if (node.kind === 'scalar') return false
  const keys = new Set(node.members.map(({ key }) => keyName(key)))
  return keys.size < node.members.length || node.members.some(({ value }) => hasDoubleKeys(value))
}

/** The scanner has proven that the tokens are JSON, so that what is expected is there. */
class Builder {
  private next = 0

  constructor(private readonly tokens: readonly JsonToken[]) {}

  value(): JsonNode {
    const { kind, text, at } = this.take()
    if (kind !== 'open') return { kind: 'scalar', text, start: at, end: at + text.length }
    return text === '{' ? this.object(at) : this.array(at)
  }

  private take(): JsonToken {
    const token = this.tokens[this.next]
    if (!token) throw new Error('JSON tokens end early')
    this.next += 1
    return token
  }

  private peek(): JsonToken['kind'] | undefined {
    return this.tokens[this.next]?.kind
  }

  private object(start: number): JsonNode {
    const members: JsonMember[] = []
    while (this.peek() !== 'close') {
      const { text, at } = this.take()
      this.take()
      members.push({ key: text, start: at, value: this.value() })
      if (this.peek() === 'comma') this.take()
    }
    return { kind: 'object', members, start, end: this.take().at + 1 }
  }

  private array(start: number): JsonNode {
    const items: JsonNode[] = []
    while (this.peek() !== 'close') {
      items.push(this.value())
      if (this.peek() === 'comma') this.take()
    }
    return { kind: 'array', items, start, end: this.take().at + 1 }
  }
}
