import { parseArgs } from 'node:util'

const ROUNDS = 5

export type Order = { readonly names: readonly string[]; readonly rounds: number }

/** What a command line asks for: all sections unless it names some. Throws an `Error` that says why not. */
export function parseOrder(argv: readonly string[], known: readonly string[]): Order {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { rounds: { type: 'string', default: String(ROUNDS) } },
    allowPositionals: true,
  })
  const unknown = positionals.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`no section ${unknown}; there are ${known.join(', ')}`)
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds wants a whole number')
  return { names: positionals.length > 0 ? positionals : known, rounds }
}
