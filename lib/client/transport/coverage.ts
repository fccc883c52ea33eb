import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

type Covered = {
  readonly nodes: ReadonlySet<ZnodePath>
  readonly parents: ReadonlySet<ZnodePath>
}

type Looked = { readonly nodes: readonly ZnodePath[]; readonly parents: readonly ZnodePath[] }

const NOTHING: Covered = { nodes: new Set(), parents: new Set() }

/** The znodes whose changes, or whose children's, reach the stream, and since when. */
export class Coverage {
  #covered = NOTHING
  /** What the request under way will cover. */
  #asked = NOTHING
  #since: Hex64 | null = null

  /** The zxid from which on every change is heard; null until the server answered. */
  get since(): Hex64 | null {
    return this.#since
  }

  hasNode(path: ZnodePath): boolean {
    return this.#covered.nodes.has(path)
  }

  hasParent(path: ZnodePath): boolean {
    return this.#covered.parents.has(path)
  }

  /** The server is asked for these. */
  ask({ nodes, parents }: Looked): void {
    this.#asked = { nodes: new Set(nodes), parents: new Set(parents) }
  }

  /** Whether all that was asked for is still looked at. */
  isStillAsked({ nodes, parents }: Looked): boolean {
    return sizeOf(this.#asked) === nodes.length + parents.length
  }

  /** The server answered, but leaves out some of what it was asked for. */
  take(since: Hex64, isLeftOut: (path: ZnodePath) => boolean): void {
    const isKept = (path: ZnodePath) => !isLeftOut(path)
    const { nodes, parents } = this.#asked
    this.#covered = {
      nodes: new Set([...nodes].filter(isKept)),
      parents: new Set([...parents].filter(isKept)),
    }
    this.#since = since
  }

  /**
   * What nobody looks at is not covered any more, even if somebody looks at it again before the
   * server is told: what was heard of it meanwhile is forgotten. Answers whether there was any.
   */
  letGo(looked: Looked): boolean {
    const covered = common(this.#covered, looked)
    const isLess = sizeOf(covered) < sizeOf(this.#covered)
    this.#asked = common(this.#asked, looked)
    this.#covered = covered
    return isLess
  }

  /** Changes were missed. */
  forget(): void {
    this.#covered = NOTHING
    this.#since = null
  }
}

function common(known: Covered, looked: Looked): Covered {
  return {
    nodes: new Set(looked.nodes.filter((path) => known.nodes.has(path))),
    parents: new Set(looked.parents.filter((path) => known.parents.has(path))),
  }
}

function sizeOf({ nodes, parents }: Covered): number {
  return nodes.size + parents.size
}
