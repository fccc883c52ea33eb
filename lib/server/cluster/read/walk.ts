import { isWithin, type ZnodePath } from '@/lib/znode/path'

type ListChildren = (path: ZnodePath) => Promise<readonly ZnodePath[]>

/** What waits to be walked, in characters: what is beyond is left out (I10). */
const MOST_CHARACTERS = 8_000_000

/** A walk through subtrees, directory by directory. Who walks says which znodes have children. */
export class Walk {
  readonly #list: ListChildren
  #taken: readonly ZnodePath[]
  #next = 0
  readonly #directories: ZnodePath[] = []
  #characters = 0
  /** Whether something was left out because too much waited. */
  isCut = false

  /** `list` answers the paths of a znode's children. */
  constructor(roots: readonly ZnodePath[], list: ListChildren) {
    this.#list = list
    this.#taken = outermost(roots)
  }

  /** The next paths, `count` at most; none at the end. */
  async take(count: number): Promise<readonly ZnodePath[]> {
    while (this.#next >= this.#taken.length) {
      const directory = this.#directories.pop()
      if (directory === undefined) return []
      this.#characters -= directory.length
      this.#taken = this.#within(await this.#list(directory))
      this.#next = 0
    }
    const paths = this.#taken.slice(this.#next, this.#next + count)
    this.#next += paths.length
    return paths
  }

  /** What is below this path is to be walked, too. */
  below(path: ZnodePath): void {
    if (this.#characters + path.length > MOST_CHARACTERS) this.isCut = true
    else {
      this.#directories.push(path)
      this.#characters += path.length
    }
  }

  #within(children: readonly ZnodePath[]): readonly ZnodePath[] {
    let characters = 0
    const end = children.findIndex((path) => {
      characters += path.length
      return characters > MOST_CHARACTERS
    })
    if (end === -1) return children
    this.isCut = true
    return children.slice(0, end)
  }
}

/** Without those that lie in another one. */
function outermost(roots: readonly ZnodePath[]): ZnodePath[] {
  const unique = [...new Set(roots)]
  return unique.filter((root) => !unique.some((other) => other !== root && isWithin(root, other)))
}
