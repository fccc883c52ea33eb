import type { ZnodePath } from '@/lib/znode/path'
import type { Ordered } from './rows'
import { byCodeUnits, editNames, editsBetween, sortNames } from './sorted-names'

const DIGITS = 10

/** The number that ZooKeeper put at the end of a sequential znode's name; undefined where none. */
export function sequenceOf(name: string): number | undefined {
  const start = name.length - DIGITS
  if (start < 0) return undefined
  let value = 0
  for (let index = start; index < name.length; index++) {
    const digit = name.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}

/** The order of sequence numbers, in which locks and queues are served; by name where they equal. */
export function bySequence(a: string, b: string): number {
  const difference = (sequenceOf(a) ?? -1) - (sequenceOf(b) ?? -1)
  return difference !== 0 ? difference : a < b ? -1 : a > b ? 1 : 0
}

/**
 * Whether siblings, in code-unit order, are better read in the order of their sequence numbers: all
 * have one, behind names that differ. Where what precedes it is the same, both orders are one.
 */
export function isSequenced(names: readonly string[]): boolean {
  const [first] = names
  const last = names.at(-1)
  if (first === undefined || last === undefined || sequenceOf(first) === undefined) return false
  if (first.slice(0, -DIGITS) === last.slice(0, -DIGITS)) return false
  return names.every((name) => sequenceOf(name) !== undefined)
}

/** What was ordered before, so that a list that was edited is not ordered anew. */
export type SequenceMemory = { from: readonly string[]; ordered: readonly string[] }

/** `names`, in code-unit order, by their sequence numbers. */
export function orderBySequence(
  names: readonly string[],
  last?: SequenceMemory,
): readonly string[] {
  if (last?.from === names) return last.ordered
  if (!last) return sortNames(names, bySequence)
  return editNames(last.ordered, editsBetween(last.from, names), bySequence)
}

/** The lists of children that are read in the order of their sequence numbers, kept in it. */
export class SequenceOrders {
  readonly #listOf: (path: ZnodePath) => readonly string[] | undefined
  readonly #judged = new WeakMap<readonly string[], boolean>()
  readonly #last = new Map<ZnodePath, SequenceMemory>()

  /** `listOf`: all children of an open znode, in code-unit order. */
  constructor(listOf: (path: ZnodePath) => readonly string[] | undefined) {
    this.#listOf = listOf
  }

  isSequenced(path: ZnodePath): boolean {
    const list = this.#listOf(path)
    if (!list) return false
    const known = this.#judged.get(list) ?? isSequenced(list)
    this.#judged.set(list, known)
    return known
  }

  /** `names`, all or some children of `path`, as they are shown. */
  order(path: ZnodePath, names: readonly string[]): Ordered {
    if (!this.isSequenced(path)) {
      this.#last.delete(path)
      return { names, order: byCodeUnits }
    }
    if (names !== this.#listOf(path)) return { names: orderBySequence(names), order: bySequence }
    const ordered = orderBySequence(names, this.#last.get(path))
    this.#last.set(path, { from: names, ordered })
    return { names: ordered, order: bySequence }
  }
}
