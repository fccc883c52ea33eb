import type { Format } from '@/lib/payload/detect'
import type { Entry, Meaning, Said } from '@/lib/payload/meaning/meaning'
import {
  type MeaningReader,
  meaningReader,
  type OtherReader,
  otherReaders,
} from '@/lib/payload/meaning/read'
import { doubledKeys } from './doubled'
import { type Asked, isMerge, type KeyPath, type Three } from './is-merge'
import { conflictsIn, join, type MergePiece } from './pieces'

/** One way in which the texts are read: what each says, and what does the reading. */
type Way = {
  readonly three: Three<Meaning>
  readonly read: OtherReader['read']
  /** Leads to the same, by the names that keys have in this way. */
  readonly toOwn: (path: KeyPath) => KeyPath
}

/** Reads the outcomes of a merge again, in each way in which they are read. */
export class Proof {
  private constructor(
    private readonly format: Format | 'hex',
    private readonly read: MeaningReader,
    private readonly ways: readonly Way[],
    /** Whether some reader refuses a text, which takes all three. */
    private readonly isRefused: (text: string) => boolean,
  ) {}

  /** Undefined where the format has no keys, or one of the texts cannot be read. */
  static async of(format: Format | 'hex', texts: Three<string>): Promise<Proof | undefined> {
    const read = await meaningReader(format)
    const said = read && inAll(texts, read)
    if (!said) return undefined
    const others = (await otherReaders(format)).flatMap((each) => wayOf(each, texts, said) ?? [])
    const plain: Way = { three: rootsOf(said), read: (_, found) => found, toOwn: (path) => path }
    const refuses = format === 'yaml' ? await oldRefusal() : undefined
    const isAnyRefused = refuses && [texts.base, texts.mine, texts.theirs].some(refuses)
    return new Proof(format, read, [plain, ...others], (text) => !isAnyRefused && !!refuses?.(text))
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
    if (merged === undefined || !said || this.isRefused(merged)) return false
    return this.ways.every(({ three, read, toOwn }) => {
      const root = read(merged, said)?.root
      const own = { ...asked, paths: asked.paths.map(toOwn) }
      return root && isMerge(three, root, own) && !doubledKeys(this.format, three, root)
    })
  }
}

async function oldRefusal(): Promise<(text: string) => boolean> {
  const { judgeYaml11 } = await import('@/lib/payload/validate/yaml-1.1/judge')
  return (text) => judgeYaml11(text) !== undefined
}

/** Another way of reading counts only where all can be read in it, and where it is another. */
function wayOf(
  { read, nameOf }: OtherReader,
  texts: Three<string>,
  said: Three<Said>,
): Way | undefined {
  const base = read(texts.base, said.base)
  const mine = read(texts.mine, said.mine)
  const theirs = read(texts.theirs, said.theirs)
  if (!base || !mine || !theirs) return undefined
  const isOther = base !== said.base || mine !== said.mine || theirs !== said.theirs
  if (!isOther) return undefined
  const names = new Map<string, string>()
  if (nameOf)
    for (const { root } of [said.base, said.mine, said.theirs]) collectNames(root, nameOf, names)
  const toOwn = (path: KeyPath) =>
    path.map((step) => {
      const [name = '', count = ''] = step.split('\0')
      return `${names.get(name) ?? name}\0${count}`
    })
  return { three: rootsOf({ base, mine, theirs }), read, toOwn: nameOf ? toOwn : (path) => path }
}

function collectNames(
  meaning: Meaning,
  nameOf: (entry: Entry) => string,
  into: Map<string, string>,
): void {
  if (meaning.kind === 'list') for (const item of meaning.items) collectNames(item, nameOf, into)
  if (meaning.kind !== 'map') return
  for (const entry of meaning.entries) {
    into.set(entry.core ?? entry.key, nameOf(entry))
    collectNames(entry.value, nameOf, into)
  }
}

function inAll(texts: Three<string>, read: MeaningReader): Three<Said> | undefined {
  const [base, mine, theirs] = [read(texts.base), read(texts.mine), read(texts.theirs)]
  return base && mine && theirs ? { base, mine, theirs } : undefined
}

function rootsOf({ base, mine, theirs }: Three<Said>): Three<Meaning> {
  return { base: base.root, mine: mine.root, theirs: theirs.root }
}
