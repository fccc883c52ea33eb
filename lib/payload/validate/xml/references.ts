import { type Declared, type Entity, entityOf } from './entities'
import { type XmlFault, XmlSource, XmlStop } from './source'

/** What expat takes for the amplification that no honest document has. */
const MOST_TIMES = 100
const ALWAYS_ALLOWED = 8_388_608

/** Deeper chains of entities are a trap. */
const MOST_DEEP = 500

/** Reads what an entity stands for, where it stands. */
type Read = (source: XmlSource) => void

/**
 * Reads what entities stand for, each once: whether it fits does not depend on where it is named.
 * Counts how large the document becomes, so that a few bytes do not stand for gigabytes unseen.
 */
export class References {
  readonly #declared: Declared
  readonly #most: number
  readonly #sizes = new Map<string, number>()
  readonly #open: string[] = []
  #size: number

  constructor(declared: Declared, documentSize: number) {
    this.#declared = declared
    this.#size = documentSize
    this.#most = Math.max(ALWAYS_ALLOWED, documentSize * MOST_TIMES)
  }

  /** Follows the reference `name` at `at`; what it stands for is read by `read`. */
  follow(name: string, at: number, use: 'content' | 'value', read: Read): void {
    const entity = entityOf(this.#declared, name, at)
    if (!entity) return
    if (entity.kind === 'external' && use === 'content') return
    if (entity.kind !== 'internal') throw new XmlStop('xml-entity-unfit', at, `&${name};`)
    const key = `${use} ${name}`
    const size = this.#sizes.get(key) ?? this.#read(name, at, entity, read)
    this.#sizes.set(key, size)
    this.#size += size
    if (this.#size > this.#most) throw new XmlStop('xml-entity-bomb', at, `&${name};`)
  }

  #read(name: string, at: number, { text }: Entity & { kind: 'internal' }, read: Read): number {
    if (this.#open.includes(name)) throw new XmlStop('xml-entity-itself', at, `&${name};`)
    if (this.#open.length > MOST_DEEP) throw new XmlStop('too-deep', at)
    const before = this.#size
    this.#size = text.length
    this.#open.push(name)
    try {
      read(new XmlSource(text))
    } catch (error) {
      throw error instanceof XmlStop ? toldOutside(error, name, at) : error
    }
    this.#open.pop()
    const size = this.#size
    this.#size = before
    return size
  }
}

const KEPT: ReadonlySet<XmlFault> = new Set([
  'xml-entity-unknown',
  'xml-entity-itself',
  'xml-entity-bomb',
  'too-deep',
])

/** What is wrong within an entity is told where the document names it. */
function toldOutside({ fault, detail }: XmlStop, name: string, at: number): XmlStop {
  return KEPT.has(fault)
    ? new XmlStop(fault, at, detail)
    : new XmlStop('xml-entity-unfit', at, `&${name};`)
}
