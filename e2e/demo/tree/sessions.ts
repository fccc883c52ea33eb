import { compactJson, pseudoRandom, type SeededZnode } from './seeded-znode'

export const SESSIONS = '/sessions'
export const SESSION_COUNT = 10_000

/** A directory as wide as runaway writers make them: one znode per user session. */
export function sessions(): SeededZnode[] {
  const random = pseudoRandom(3)
  const hex = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return Array.from({ length: SESSION_COUNT }, (_, at) =>
    compactJson(`${SESSIONS}/${String(at).padStart(5, '0')}-${hex()}`, {
      user: `u${Math.floor(random() * 4000)}`,
      cart: Math.floor(random() * 6),
    }),
  )
}
