import { type TomlStatement, tomlStatements } from '@/lib/payload/toml/statements'
import { behindHead, leaf, type Member, mapOf, type Shape } from './shape'

/** The tables of a TOML text and the keys of each; an array of tables is one piece. */
export function shapeToml(text: string): Shape | undefined {
  const statements = tomlStatements(text)
  if (!statements) return undefined
  const first = statements.find(({ kind }) => kind !== 'blank')
  const start = first ? behindHead(text, first.start) : text.length
  const shaping = new Shaping(start)
  for (const statement of statements) shaping.add(statement)
  return shaping.shape(start)
}

type Open = {
  readonly path: readonly string[]
  readonly start: number
  readonly header: number
  /** Undefined within an array of tables. */
  readonly pairs: Member[] | undefined
}

class Shaping {
  readonly #top: Member[] = []
  #open: Open | undefined
  /** Behind the last statement that belongs to a key. */
  #at: number

  constructor(start: number) {
    this.#at = start
  }

  add(statement: TomlStatement): void {
    const { kind, path, value, end } = statement
    if (kind === 'blank') return
    if (kind !== 'pair') this.#table(statement)
    else if (value && (!this.#open || this.#open.pairs)) {
      const pairs = this.#open?.pairs ?? this.#top
      pairs.push({ ...named(path), start: this.#at, end, value: leaf(value.start, value.end) })
    }
    this.#at = end
  }

  #table({ kind, path, end }: TomlStatement): void {
    const within = this.#open
    const isPart = within && !within.pairs && within.path.every((step, at) => step === path[at])
    if (isPart) return
    this.#close()
    const pairs = kind === 'table' ? [] : undefined
    this.#open = { path, start: this.#at, header: end, pairs }
  }

  #close(): void {
    if (!this.#open) return
    const { path, start, header, pairs } = this.#open
    const end = this.#at
    const value = pairs ? mapOf(pairs, { start: header, end }) : leaf(start, end)
    this.#top.push({ ...named(path), start, end, value })
  }

  shape(start: number): Shape {
    this.#close()
    return mapOf(this.#top, { start, end: this.#at })
  }
}

/** A dotted key may stand where another part of the same table does: its path tells them apart. */
function named(path: readonly string[]): { key: string; steps: readonly string[] } {
  return { key: JSON.stringify(path), steps: path }
}
