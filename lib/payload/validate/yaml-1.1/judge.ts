import { YamlStop } from './cursor'
import type { YamlToken } from './token'
import { YamlTokens } from './tokens'

/** Deeper than that, readers run out of stack. */
const MOST_DEEP = 1_000

/** What YAML has no place for: most control characters, and halves of a pair. */
const NO_CHARACTER = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/**
 * Where and why a reader of YAML 1.1 refuses a text: PyYAML, which SnakeYAML and libyaml are
 * alike. Undefined where it does not.
 */
export function judgeYaml11(text: string): YamlStop | undefined {
  const odd = NO_CHARACTER.exec(text)
  if (odd) return new YamlStop(odd.index, `${JSON.stringify(odd[0])} is not allowed`)
  try {
    new Judge(new YamlTokens(text)).documents()
    return undefined
  } catch (error) {
    if (error instanceof YamlStop) return error
    throw error
  }
}

type Kind = YamlToken['kind']

class Judge {
  readonly #tokens: YamlTokens
  #handles: ReadonlySet<string> = new Set()
  #anchors = new Set<string>()
  #depth = 0

  constructor(tokens: YamlTokens) {
    this.#tokens = tokens
  }

  documents(): void {
    // The first document needs no mark.
    if (!this.#sees('directive', 'document-start', 'stream-end')) {
      this.#begin(new Set())
      this.#node('block')
    }
    while (!this.#sees('stream-end')) {
      if (this.#takes('document-end')) continue
      this.#begin(this.#directives())
      if (!this.#takes('document-start')) throw this.#stop('a document begins with ---')
      if (!this.#sees('directive', 'document-start', 'document-end', 'stream-end'))
        this.#node('block')
    }
  }

  #begin(handles: ReadonlySet<string>): void {
    this.#handles = new Set(['!', '!!', ...handles])
    this.#anchors = new Set()
  }

  /** The tag handles that a document declares. */
  #directives(): ReadonlySet<string> {
    const handles = new Set<string>()
    let hasVersion = false
    while (this.#sees('directive')) {
      const { at, name, value = '' } = this.#tokens.take()
      if (name === 'YAML') {
        if (hasVersion) throw new YamlStop(at, 'the version is told twice')
        if (Number.parseInt(value, 10) !== 1) throw new YamlStop(at, 'the version is not 1.x')
        hasVersion = true
      } else if (name === 'TAG') {
        if (handles.has(value)) throw new YamlStop(at, `the handle ${value} is declared twice`)
        handles.add(value)
      }
    }
    return handles
  }

  #node(where: 'block' | 'flow', mayBeFlush = false): void {
    if (this.#sees('alias')) {
      const { at, name = '' } = this.#tokens.take()
      if (!this.#anchors.has(name)) throw new YamlStop(at, `*${name} has no anchor`)
      return
    }
    const isMarked = this.#marks()
    this.#depth += 1
    if (this.#depth > MOST_DEEP) throw this.#stop('it is nested too deeply')
    if (mayBeFlush && this.#sees('entry')) this.#flushList()
    else if (this.#takes('list-open')) this.#flowList()
    else if (this.#takes('map-open')) this.#flowMap()
    else if (where === 'block' && this.#takes('block-list')) this.#blockList()
    else if (where === 'block' && this.#takes('block-map')) this.#blockMap()
    else if (!this.#takes('scalar') && !isMarked) throw this.#stop('a value is expected')
    this.#depth -= 1
  }

  /** An anchor and a tag, in either order; whether there was one. */
  #marks(): boolean {
    const marks: Kind[] = []
    while (marks.length < 2 && this.#sees('anchor', 'tag') && !marks.includes(this.#kind)) {
      const { kind, at, name } = this.#tokens.take()
      marks.push(kind)
      if (kind === 'anchor') this.#declare(name ?? '', at)
      else if (name !== undefined && !this.#handles.has(name))
        throw new YamlStop(at, `the tag handle ${name} is not declared`)
    }
    return marks.length > 0
  }

  #declare(name: string, at: number): void {
    if (this.#anchors.has(name)) throw new YamlStop(at, `the anchor &${name} is there twice`)
    this.#anchors.add(name)
  }

  #blockList(): void {
    while (this.#takes('entry')) if (!this.#sees('entry', 'block-end')) this.#node('block')
    if (!this.#takes('block-end')) throw this.#stop('the list goes on with “- ”')
  }

  /** A list that is as far indented as the key it belongs to. */
  #flushList(): void {
    while (this.#takes('entry'))
      if (!this.#sees('entry', 'key', 'value', 'block-end')) this.#node('block')
  }

  #blockMap(): void {
    while (this.#takes('key')) {
      this.#blockPart()
      if (this.#takes('value')) this.#blockPart()
    }
    if (!this.#takes('block-end')) throw this.#stop('the map goes on with a key')
  }

  #blockPart(): void {
    if (!this.#sees('key', 'value', 'block-end')) this.#node('block', true)
  }

  #flowList(): void {
    for (let isFirst = true; !this.#takes('list-close'); isFirst = false) {
      if (!isFirst && !this.#takes('comma')) throw this.#stop('“,” or “]” is expected')
      if (this.#takes('key')) this.#flowPair('list-close')
      else if (!this.#sees('list-close')) this.#node('flow')
    }
  }

  #flowMap(): void {
    for (let isFirst = true; !this.#takes('map-close'); isFirst = false) {
      if (!isFirst && !this.#takes('comma')) throw this.#stop('“,” or “}” is expected')
      if (this.#takes('key')) this.#flowPair('map-close')
      else if (!this.#sees('map-close')) this.#node('flow')
    }
  }

  #flowPair(close: Kind): void {
    if (!this.#sees('value', 'comma', close)) this.#node('flow')
    if (this.#takes('value') && !this.#sees('comma', close)) this.#node('flow')
  }

  get #kind(): Kind {
    return this.#tokens.peek().kind
  }

  #sees(...kinds: readonly Kind[]): boolean {
    return kinds.includes(this.#kind)
  }

  #takes(kind: Kind): boolean {
    if (this.#kind !== kind) return false
    this.#tokens.take()
    return true
  }

  #stop(reason: string): YamlStop {
    return new YamlStop(this.#tokens.peek().at, reason)
  }
}
