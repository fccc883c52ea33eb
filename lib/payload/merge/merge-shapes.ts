import { type Placed, placeAll, stepTo } from '@/lib/payload/meaning/place'
import { withCommas } from './commas'
import type { KeyPath, Three } from './is-merge'
import { changed, coalesce, type MergePiece } from './pieces'
import { type MapShape, type Member, type Shaped, type Shaper, sourceOf } from './shape'

/** What both changed cannot be told apart here: it is asked about as a part of something larger. */
class Inseparable extends Error {}

/**
 * Merges texts key by key: what one side changed is taken over into the other's text, with its
 * blanks and comments; a key that both changed is asked about. It proves nothing. Undefined where a
 * text has no keys, or where the two cannot be told apart. `essence` of sources is compared.
 */
export function mergeShapes(
  shape: Shaper,
  essence: (source: string) => string,
  texts: Three<string>,
): MergePiece[] | undefined {
  const shaped = (text: string) => ({ text, shape: shape(text) })
  const maps = mapsIn({
    base: shaped(texts.base),
    mine: shaped(texts.mine),
    theirs: shaped(texts.theirs),
  })
  if (!maps) return undefined
  try {
    const head = around(maps, ({ text, shape }) => text.slice(0, shape.start))
    const tail = around(maps, ({ text, shape }) => text.slice(shape.end))
    return coalesce([head, ...new KeyMerge(essence, maps).value([], maps), tail])
  } catch (error) {
    if (error instanceof Inseparable) return undefined
    throw error
  }
}

type InMap = { readonly text: string; readonly shape: MapShape }
type Found = { readonly text: string; readonly member: Member }
type MaybeThree<Thing> = Three<Thing | undefined>

function mapsIn(three: Three<Partial<Shaped>>): Three<InMap> | undefined {
  const [base, mine, theirs] = [three.base, three.mine, three.theirs].map(({ text, shape }) =>
    text !== undefined && shape?.kind === 'map' ? { text, shape } : undefined,
  )
  return base && mine && theirs ? { base, mine, theirs } : undefined
}

/** Text beside the keys, as both have it or as the one who changed it; blanks as theirs. */
function around<Thing>(three: Three<Thing>, part: (side: Thing) => string): MergePiece {
  const [base, mine, theirs] = [part(three.base), part(three.mine), part(three.theirs)]
  const piece = changed({ base, mine, theirs })
  if (piece.kind !== 'conflict') return piece
  if (/\S/.test(base + mine + theirs)) throw new Inseparable()
  return { kind: 'theirs', text: theirs, base }
}

class KeyMerge {
  /** Keys are parted by commas, and blanks mean nothing. */
  readonly #isFlow: boolean

  constructor(
    private readonly essence: (source: string) => string,
    { theirs }: Three<InMap>,
  ) {
    this.#isFlow = theirs.shape.hasCommas
  }

  value(path: KeyPath, three: Three<Shaped>): MergePiece[] {
    const [base, mine, theirs] = [
      sourceOf(three.base),
      sourceOf(three.mine),
      sourceOf(three.theirs),
    ]
    const maps = mapsIn(three)
    const piece = this.#compared({ base, mine, theirs }, maps !== undefined)
    if (piece.kind !== 'conflict') return [piece]
    if (maps) return this.#maps(path, maps)
    if (!this.#isFlow && /\n/.test(base + mine + theirs)) throw new Inseparable()
    return [{ ...piece, unit: 'value', path, values: { base, mine, theirs } }]
  }

  /** As `changed`, by essence; what can be divided keeps theirs' layout where mine alone changed it. */
  #compared(sources: Three<string>, isDivisible: boolean): MergePiece {
    const piece = changed(sources)
    if (piece.kind !== 'conflict') return piece
    const { base, mine, theirs } = sources
    const [o, a, b] = [base, mine, theirs].map(this.essence)
    if (a === b) return { kind: 'both', text: theirs, base }
    if (o === a) return { kind: 'theirs', text: theirs, base }
    if (o === b && !isDivisible) return { kind: 'mine', text: mine, base }
    return piece
  }

  #maps(path: KeyPath, maps: Three<InMap>): MergePiece[] {
    const { base, mine, theirs } = maps
    const all = placeAll([base, mine, theirs].map(({ shape }) => shape.members))
    const [o, a, b] = all
    if (!o || !a || !b) throw new Inseparable()
    if (all.some((side) => [...side.values()].some((each) => each.isDoubled)))
      throw new Inseparable()
    const isMineMoved = isReordered(o, a) && !isReordered(o, b)
    const [main, other] = isMineMoved ? [a, b] : [b, a]
    const items = idsOf(main, other).map((id) => {
      const at = ({ text }: InMap, side: Members) => found(text, side.get(id))
      const three = { base: at(base, o), mine: at(mine, a), theirs: at(theirs, b) }
      return this.#member(path, id, three)
    })
    if (!this.#isFlow) return items.flat()
    const joined = withCommas(items, isMineMoved ? mine : theirs)
    if (!joined) throw new Inseparable()
    return joined
  }

  /** What becomes of a key and of all that goes with it. */
  #member(path: KeyPath, id: string, three: MaybeThree<Found>): MergePiece[] {
    const { base, mine, theirs } = three
    const here = pathTo(path, id, three)
    if (base && mine && theirs) {
      try {
        return this.#inAll(here, { base, mine, theirs })
      } catch (error) {
        if (!(error instanceof Inseparable) || here.length === path.length) throw error
      }
    }
    const texts = { base: memberText(base), mine: memberText(mine), theirs: memberText(theirs) }
    const piece = this.#compared(texts, false)
    if (piece.kind !== 'conflict') return [piece]
    const values = { base: valueText(base), mine: valueText(mine), theirs: valueText(theirs) }
    // Where the values are alike it is a comment, say, that differs: all of it is shown.
    const isOfValues = values.mine !== values.theirs
    return [{ ...piece, unit: 'entry', path: here, ...(isOfValues && { values }) }]
  }

  #inAll(path: KeyPath, three: Three<Found>): MergePiece[] {
    const { base, mine, theirs } = three
    const value = this.value(path, {
      base: { text: base.text, shape: base.member.value },
      mine: { text: mine.text, shape: mine.member.value },
      theirs: { text: theirs.text, shape: theirs.member.value },
    })
    const before = ({ text, member }: Found) => text.slice(member.start, member.value.start)
    const behind = ({ text, member }: Found) => text.slice(member.value.end, member.end)
    if (this.#isFlow) return [{ kind: 'same', text: before(theirs) }, ...value]
    return [around(three, before), ...value, around(three, behind)]
  }
}

type Members = ReadonlyMap<string, Placed<Member>>

function found(text: string, placed: Placed<Member> | undefined): Found | undefined {
  return placed && { text, member: placed.entry }
}

function memberText(side: Found | undefined): string {
  return side ? side.text.slice(side.member.start, side.member.end) : ''
}

/** A value of several lines stands on lines of its own. */
function valueText(side: Found | undefined): string | undefined {
  return side?.text.slice(side.member.value.start, side.member.value.end).trim()
}

/** `attributes` and `content` of an element are no keys of their own. */
function pathTo(path: KeyPath, id: string, { mine, theirs }: MaybeThree<Found>): KeyPath {
  const [ours, others] = [mine?.member.steps, theirs?.member.steps]
  const steps = ours?.length ? ours : (others ?? ours)
  return steps ? [...path, ...steps.map((step) => stepTo(step, 1))] : [...path, id]
}

function isReordered(base: Members, side: Members): boolean {
  const before = [...base.keys()].filter((id) => side.has(id))
  const after = [...side.keys()].filter((id) => base.has(id))
  return before.some((id, at) => id !== after[at])
}

/** In the order of `main`; what only `other` has stands behind what it follows there. */
function idsOf(main: Members, other: Members): string[] {
  const ids = [...main.keys()]
  let before: string | undefined
  for (const id of other.keys()) {
    if (!main.has(id)) ids.splice(before === undefined ? 0 : ids.indexOf(before) + 1, 0, id)
    before = id
  }
  return ids
}
