import { TomlCursor, TomlStop } from './cursor'
import { InlineKeys, TomlNamespace } from './namespace'
import { readKey, readString } from './strings'

/** Deeper than that, readers run out of stack. */
const MOST_DEEP = 200

const NUMBER =
  /(?:0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)|[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)/y
const SPECIAL = /[+-]?(?:inf|nan)|true|false/y
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?'
const LOCAL_TIME = new RegExp(TIME, 'y')
const OFFSET = '(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])'
const DATE = '(?:[0-9]{4})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
const DATE_TIME = new RegExp(`${DATE}(?:[Tt ]${TIME}${OFFSET}?)?`, 'y')

/** Where and why a reader of TOML 1.0, such as Python's, refuses a text; undefined where not. */
export function judgeToml10(text: string): TomlStop | undefined {
  try {
    new Judge(text).document()
    return undefined
  } catch (error) {
    if (error instanceof TomlStop) return error
    throw error
  }
}

class Judge {
  readonly #cursor: TomlCursor
  readonly #names = new TomlNamespace()
  #depth = 0

  constructor(text: string) {
    this.#cursor = new TomlCursor(text)
  }

  document(): void {
    const cursor = this.#cursor
    for (;;) {
      cursor.blanks()
      if (cursor.sees('[')) this.#header()
      else if (cursor.sees('#') || cursor.seesLineEnd()) cursor.comment()
      else if (cursor.isAtEnd) return
      else this.#pair()
      cursor.blanks()
      cursor.comment()
      if (cursor.isAtEnd) return
      if (!cursor.lineEnd()) throw cursor.stop('a line ends behind a statement')
    }
  }

  #header(): void {
    const cursor = this.#cursor
    const at = cursor.at
    cursor.take('[')
    const isList = cursor.take('[')
    cursor.blanks()
    const key = readKey(cursor)
    const fits = isList ? this.#names.addTable(key) : this.#names.openTable(key)
    if (!fits) throw cursor.stop(`${key.join('.')} is declared already`, at)
    cursor.need(isList ? ']]' : ']')
  }

  #pair(): void {
    const at = this.#cursor.at
    const key = readKey(this.#cursor)
    this.#equals()
    this.#value()
    if (!this.#names.addValue(key))
      throw this.#cursor.stop(`${key.join('.')} is declared already`, at)
  }

  #equals(): void {
    this.#cursor.need('=')
    this.#cursor.blanks()
  }

  #value(): void {
    const cursor = this.#cursor
    if (cursor.sees('"') || cursor.sees("'")) readString(cursor)
    else if (cursor.take('[')) this.#within(() => this.#array())
    else if (cursor.take('{')) this.#within(() => this.#inlineTable())
    else if (!this.#date()) {
      const found = cursor.match(LOCAL_TIME) ?? cursor.match(NUMBER) ?? cursor.match(SPECIAL)
      if (found === undefined) throw cursor.stop('a value is expected')
    }
  }

  #within(read: () => void): void {
    this.#depth += 1
    if (this.#depth > MOST_DEEP) throw this.#cursor.stop('it is nested too deeply')
    read()
    this.#depth -= 1
  }

  #date(): boolean {
    const at = this.#cursor.at
    const found = this.#cursor.match(DATE_TIME)
    if (found === undefined) return false
    const [year = 0, month = 0, day = 0] = found.slice(0, 10).split('-').map(Number)
    const date = new Date(Date.UTC(2000, month - 1, day))
    date.setUTCFullYear(year, month - 1, day)
    if (date.getUTCDate() !== day) throw new TomlStop(at, 'there is no such date', true)
    if (year === 0) throw this.#cursor.stop('there is no year 0', at)
    return true
  }

  #array(): void {
    const cursor = this.#cursor
    cursor.blankLines()
    while (!cursor.take(']')) {
      this.#value()
      cursor.blankLines()
      if (!cursor.take(',') && !cursor.sees(']')) throw cursor.stop('“,” or “]” is expected')
      cursor.blankLines()
    }
  }

  /** On one line, and without a comma behind the last pair. */
  #inlineTable(): void {
    const cursor = this.#cursor
    const keys = new InlineKeys()
    cursor.blanks()
    if (cursor.take('}')) return
    do {
      cursor.blanks()
      const at = cursor.at
      const key = readKey(cursor)
      this.#equals()
      this.#value()
      if (!keys.add(key)) throw cursor.stop(`${key.join('.')} is there already`, at)
      cursor.blanks()
    } while (cursor.take(','))
    cursor.need('}')
  }
}
