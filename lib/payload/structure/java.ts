import { NotReadable } from './byte-source'
import { JavaBytes } from './java-bytes'
import { type ClassSource, type JavaClass, type Known, lineage, readClass } from './java-class'
import { MAX_DEPTH, MAX_VALUES, type Structure } from './structure'

const HEADER = [0xac, 0xed, 0x00, 0x05]
const MAX_NAME = 200
const MAX_REPEATED = 80

/**
 * What a stream of Java's serialization says: class names, fields and values, in the order of the
 * bytes. Undefined where the bytes are not wholly such a stream. What a class writes by its own
 * `writeObject` has no names: it is listed as that.
 */
export function readJava(bytes: Uint8Array): Structure | undefined {
  if (!HEADER.every((byte, at) => bytes[at] === byte) || bytes.length === HEADER.length)
    return undefined
  try {
    const reader = new JavaReader(new JavaBytes(bytes, HEADER.length))
    const contents = reader.contents()
    const [only] = contents
    return contents.length === 1 ? only : { items: contents }
  } catch (error) {
    if (error instanceof NotReadable) return undefined
    throw error
  }
}

/** Runs of bytes: no value of a field. */
const BLOCKS: ReadonlySet<number> = new Set([0x77, 0x7a])

class JavaReader implements ClassSource {
  readonly bytes: JavaBytes
  #known: Known[] = []
  #values = 0
  #repeated = 0

  constructor(bytes: JavaBytes) {
    this.bytes = bytes
  }

  /** Everything up to the end of the bytes. */
  contents(): Structure[] {
    const contents: Structure[] = []
    while (this.bytes.left > 0) {
      const content = this.content(this.bytes.byte(), 0)
      if (content) contents.push(content)
    }
    return contents
  }

  /** What a class wrote by itself, up to the mark that ends it. */
  annotation(depth: number): Structure[] {
    const contents: Structure[] = []
    for (;;) {
      const tag = this.bytes.byte()
      if (tag === 0x78) return contents
      const content = this.content(tag, depth)
      if (content) contents.push(content)
    }
  }

  /** Gives what is being read the next number by which the stream refers to it. */
  remember<Thing extends Known>(known: Thing): Thing {
    this.#known.push(known)
    return known
  }

  recall(): Known {
    const known = this.#known[this.bytes.int() - 0x7e0000]
    if (!known) throw new NotReadable()
    return known
  }

  content(tag: number, depth: number): Structure | undefined {
    this.#values += 1
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) throw new NotReadable()
    switch (tag) {
      case 0x70:
        return { text: 'null' }
      case 0x71:
        return this.#reference()
      case 0x72:
      case 0x7d:
        return { text: `class ${shorten(readClass(this, tag, depth)?.name)}` }
      case 0x73:
        return this.#object(depth)
      case 0x74:
        return this.#text(this.bytes.utf())
      case 0x75:
        return this.#array(depth)
      case 0x76:
        return this.remember({ kind: 'text', text: `class ${shorten(this.#class(depth).name)}` })
      case 0x77:
        return { bytes: this.bytes.take(this.bytes.byte()) }
      case 0x79:
        this.#known = []
        return undefined
      case 0x7a:
        return { bytes: this.bytes.take(this.bytes.count()) }
      case 0x7c:
        return this.#text(this.bytes.longUtf())
      case 0x7e:
        return this.#enum(depth)
      default:
        throw new NotReadable()
    }
  }

  #text(text: string): Structure {
    return this.remember({ kind: 'text', text: JSON.stringify(text) })
  }

  #value(depth: number): Structure {
    const tag = this.bytes.byte()
    const value = BLOCKS.has(tag) ? undefined : this.content(tag, depth)
    if (!value) throw new NotReadable()
    return value
  }

  #class(depth: number): JavaClass {
    const found = readClass(this, this.bytes.byte(), depth)
    if (!found) throw new NotReadable()
    return found
  }

  #object(depth: number): Structure {
    const described = this.#class(depth)
    const named = this.remember<Known>({ kind: 'object', name: shorten(described.name) })
    const fields = lineage(described).flatMap((each) => this.#classData(each, depth + 1))
    return Object.assign(named, { fields })
  }

  #classData(described: JavaClass, depth: number): [string, Structure][] {
    const { isSerializable, isExternalizable, writesItself, isInBlocks, fields } = described
    if (isExternalizable && !isInBlocks) throw new NotReadable()
    const own = isSerializable
      ? fields.map(({ name, type }): [string, Structure] => [
          shorten(name),
          this.#typed(type, depth),
        ])
      : []
    if (!(writesItself || isExternalizable)) return own
    const items = this.annotation(depth)
    const how = isExternalizable ? 'writeExternal' : 'writeObject'
    return items.length === 0 ? own : [...own, [`${how}()`, { items }]]
  }

  #typed(type: string, depth: number): Structure {
    this.#values += 1
    const text = this.bytes.primitive(type)
    return text === undefined ? this.#value(depth) : { text }
  }

  #array(depth: number): Structure {
    const { name } = this.#class(depth)
    const type = name[1] ?? ''
    const named = this.remember<Known>({ kind: 'object', name: arrayName(name) })
    const count = this.bytes.count()
    if (type === 'B') return { bytes: this.bytes.take(count) }
    if (count > MAX_VALUES) throw new NotReadable()
    const items = Array.from({ length: count }, () => this.#typed(type, depth + 1))
    return Object.assign(named, { items })
  }

  #enum(depth: number): Structure {
    const { name } = this.#class(depth)
    const known = this.remember({ kind: 'text', text: shorten(name) })
    const constant = this.#value(depth + 1)
    const text = 'text' in constant ? constant.text.replaceAll('"', '') : ''
    return Object.assign(known, { text: `${shorten(name)}.${shorten(text)}` })
  }

  /** Repeated texts are repeated shortened; of an object, its name and number. */
  #reference(): Structure {
    const known = this.recall()
    if (known.kind === 'text') return { text: shorten(known.text, MAX_REPEATED) }
    if (known.kind === 'class') return { text: `class ${shorten(known.name)}` }
    if (!known.name.includes(' #')) {
      this.#repeated += 1
      known.name = `${known.name} #${this.#repeated}`
    }
    return { text: `→ ${known.name}` }
  }
}

function shorten(name = '', most = MAX_NAME): string {
  return name.length > most ? `${name.slice(0, most)}…` : name
}

const PRIMITIVES: Record<string, string> = {
  C: 'char',
  D: 'double',
  F: 'float',
  I: 'int',
  J: 'long',
  S: 'short',
  Z: 'boolean',
}

/** `[[Ljava.lang.String;` as Java source spells it: `java.lang.String[][]`. */
function arrayName(name: string): string {
  const [, brackets = '', element = ''] = /^(\[*)L?(.*?);?$/.exec(name) ?? []
  return `${PRIMITIVES[element] ?? shorten(element)}${'[]'.repeat(Math.min(brackets.length, 9))}`
}
