import compile from 'icu-minify/compile'
import type { Messages } from './messages'

type Words = { readonly [key: string]: string | Words }
type Compiled = { readonly [key: string]: ReturnType<typeof compile> | Compiled }

const done = new WeakMap<Messages, Compiled>()

function compileWords(words: Words): Compiled {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      // Cloned, because React hands only objects with a prototype to the browser.
      typeof value === 'string' ? structuredClone(compile(value)) : compileWords(value),
    ]),
  )
}

/** Parsed ICU messages under the same keys; use-intl takes them for the texts they stand for. */
export function compileMessages(messages: Messages): Messages {
  const compiled = done.get(messages) ?? compileWords(messages)
  done.set(messages, compiled)
  return compiled as unknown as Messages
}
