import type { Format } from '@/lib/payload/detect'
import type { Meaning, Said } from '@/lib/payload/meaning/meaning'
import {
  type MeaningReader,
  meaningReader,
  type OtherReader,
  otherReader,
} from '@/lib/payload/meaning/read'
import { doubledKeys } from './doubled'
import { type Asked, isMerge, type Three } from './is-merge'
import { conflictsIn, join, type MergePiece } from './pieces'

/** Reads the outcomes of a merge again, in each way in which they are read. */
export class Proof {
  private constructor(
    private readonly format: Format | 'hex',
    private readonly read: MeaningReader,
    private readonly other: OtherReader | undefined,
    /** As they are read, in each way. */
    private readonly threes: ReadonlyArray<Three<Meaning>>,
  ) {}

  /** Undefined where the format has no keys, or one of the texts cannot be read. */
  static async of(format: Format | 'hex', texts: Three<string>): Promise<Proof | undefined> {
    const read = await meaningReader(format)
    const said = read && inAll(texts, read)
    if (!said) return undefined
    const other = await otherReader(format)
    const [base, mine, theirs] = [said.base, said.mine, said.theirs].map((each, at) =>
      other?.([texts.base, texts.mine, texts.theirs][at] ?? '', each),
    )
    // Another way of reading counts only where all can be read in it, and where it is another.
    const isOther = base !== said.base || mine !== said.mine || theirs !== said.theirs
    if (!base || !mine || !theirs || !isOther)
      return new Proof(format, read, undefined, [rootsOf(said)])
    const threes = [rootsOf(said), rootsOf({ base, mine, theirs })]
    return new Proof(format, read, other, threes)
  }

  /** Whether the outcome says exactly what both changed, whichever side is chosen where it asks. */
  holds(pieces: readonly MergePiece[]): boolean {
    const conflicts = conflictsIn(pieces)
    const paths = conflicts.flatMap(({ path }) => (path ? [path] : []))
    if (paths.length < conflicts.length) return false
    const sides = conflicts.length > 0 ? (['mine', 'theirs'] as const) : (['mine'] as const)
    return sides.every((side) => {
      const chosen = conflicts.map((conflict) => conflict[side])
      return this.#says(join(pieces, chosen), { paths, side })
    })
  }

  #says(merged: string | undefined, asked: Asked): boolean {
    const said = merged === undefined ? undefined : this.read(merged)
    if (merged === undefined || !said) return false
    const made = [said, this.other?.(merged, said)].slice(0, this.threes.length)
    return this.threes.every((three, at) => {
      const root = made[at]?.root
      return root && isMerge(three, root, asked) && !doubledKeys(this.format, three, root)
    })
  }
}

function inAll(texts: Three<string>, read: MeaningReader): Three<Said> | undefined {
  const [base, mine, theirs] = [read(texts.base), read(texts.mine), read(texts.theirs)]
  return base && mine && theirs ? { base, mine, theirs } : undefined
}

function rootsOf({ base, mine, theirs }: Three<Said>): Three<Meaning> {
  return { base: base.root, mine: mine.root, theirs: theirs.root }
}
