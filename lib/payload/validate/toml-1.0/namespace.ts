/** A table of a TOML document, as far as keys may still be added to it. */
type Table = {
  readonly members: Map<string, Member>
  /** Declared by a header, or by a dotted key whose table has ended: not to be declared again. */
  isDeclared: boolean
}

type Member =
  | { readonly kind: 'table'; readonly table: Table }
  /** Tables that `[[…]]` adds to. */
  | { readonly kind: 'tables'; readonly tables: Table[] }
  /** Nothing can be added: a value, an array or an inline table. */
  | { readonly kind: 'value' }

function newTable(): Table {
  return { members: new Map(), isDeclared: false }
}

/** The keys of a document, and which of them may still be declared. */
export class TomlNamespace {
  readonly #root = newTable()
  #current = this.#root
  /** Tables that dotted keys of the current table opened. */
  #dotted: Table[] = []

  /** `[key]` begins; whether it may. */
  openTable(key: readonly string[]): boolean {
    this.#close()
    const table = this.#walk(this.#root, key)
    if (!table || table.isDeclared) return false
    table.isDeclared = true
    this.#current = table
    return true
  }

  /** `[[key]]` begins; whether it may. */
  addTable(key: readonly string[]): boolean {
    this.#close()
    const stem = key.at(-1) ?? ''
    const parent = this.#walk(this.#root, key.slice(0, -1))
    const found = parent?.members.get(stem)
    if (!parent || (found && found.kind !== 'tables')) return false
    const table = newTable()
    table.isDeclared = true
    if (found) found.tables.push(table)
    else parent.members.set(stem, { kind: 'tables', tables: [table] })
    this.#current = table
    return true
  }

  /** `key = …` stands in the current table; whether it may. */
  addValue(key: readonly string[]): boolean {
    let table = this.#current
    for (const part of key.slice(0, -1)) {
      const next = this.#walk(table, [part])
      if (!next || next.isDeclared) return false
      this.#dotted.push(next)
      table = next
    }
    const stem = key.at(-1) ?? ''
    if (table.members.has(stem)) return false
    table.members.set(stem, { kind: 'value' })
    return true
  }

  #close(): void {
    for (const table of this.#dotted) table.isDeclared = true
    this.#dotted = []
  }

  #walk(from: Table, key: readonly string[]): Table | undefined {
    let table = from
    for (const part of key) {
      const found = table.members.get(part) ?? { kind: 'table', table: newTable() }
      table.members.set(part, found)
      if (found.kind === 'value') return undefined
      table = found.kind === 'table' ? found.table : (found.tables.at(-1) ?? newTable())
    }
    return table
  }
}

/** The keys of an inline table; whether `key` may be among them. */
export class InlineKeys {
  readonly #members = new Map<string, InlineKeys | undefined>()

  add(key: readonly string[]): boolean {
    const [first = '', ...rest] = key
    const isThere = this.#members.has(first)
    if (rest.length === 0) {
      this.#members.set(first, undefined)
      return !isThere
    }
    const inner = isThere ? this.#members.get(first) : new InlineKeys()
    this.#members.set(first, inner)
    return inner?.add(rest) ?? false
  }
}
