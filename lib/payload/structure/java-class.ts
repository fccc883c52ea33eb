import { NotReadable } from './byte-source'
import type { JavaBytes } from './java-bytes'

/** What a stream says of a class. */
export type JavaClass = {
  readonly kind: 'class'
  readonly name: string
  readonly parent: JavaClass | undefined
  readonly fields: readonly JavaField[]
  readonly isSerializable: boolean
  readonly isExternalizable: boolean
  /** It has a `writeObject` of its own. */
  readonly writesItself: boolean
  /** What an externalizable class wrote has an end that can be found. */
  readonly isInBlocks: boolean
}

/** `type`: the letter of a primitive, else `L` or `[`. */
type JavaField = { readonly name: string; readonly type: string }

/** What a stream may refer back to. An object gets a number in its name once it is. */
export type Known =
  | JavaClass
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'object'; name: string }

/** The stream, as far as the description of a class reads of it. */
export type ClassSource = {
  readonly bytes: JavaBytes
  remember<Thing extends Known>(known: Thing): Thing
  recall(): Known
  /** Whatever stands up to the mark that ends it. */
  annotation(depth: number): unknown
  content(tag: number, depth: number): unknown
}

const MAX_PARENTS = 50
const MAX_FIELDS = 2_000

/** The class that `tag` begins the description of; undefined for none. Throws `NotReadable`. */
export function readClass(
  source: ClassSource,
  tag: number,
  depth: number,
  parents = 0,
): JavaClass | undefined {
  if (parents > MAX_PARENTS) throw new NotReadable()
  switch (tag) {
    case 0x70:
      return undefined
    case 0x71: {
      const known = source.recall()
      if (known.kind !== 'class') throw new NotReadable()
      return known
    }
    case 0x72:
      return readPlain(source, depth, parents)
    case 0x7d:
      return readProxy(source, depth, parents)
    default:
      throw new NotReadable()
  }
}

/** The class and those above it, the topmost first: so are their fields written. */
export function lineage(described: JavaClass): JavaClass[] {
  const classes: JavaClass[] = []
  for (let each: JavaClass | undefined = described; each; each = each.parent) {
    if (classes.length > MAX_PARENTS) throw new NotReadable()
    classes.unshift(each)
  }
  return classes
}

type Writable<Thing> = { -readonly [Key in keyof Thing]: Thing[Key] }

function readPlain(source: ClassSource, depth: number, parents: number): JavaClass {
  const { bytes } = source
  const name = bytes.utf()
  bytes.long()
  const described: Writable<JavaClass> = source.remember({ ...PROXY, name })
  const flags = bytes.byte()
  described.writesItself = (flags & 1) !== 0
  described.isSerializable = (flags & 2) !== 0
  described.isExternalizable = (flags & 4) !== 0
  described.isInBlocks = (flags & 8) !== 0
  described.fields = readFields(source, depth)
  source.annotation(depth + 1)
  described.parent = readClass(source, bytes.byte(), depth + 1, parents + 1)
  return described
}

function readFields(source: ClassSource, depth: number): JavaField[] {
  const { bytes } = source
  const count = bytes.short()
  if (count > MAX_FIELDS) throw new NotReadable()
  return Array.from({ length: count }, () => {
    const type = String.fromCharCode(bytes.byte())
    const name = bytes.utf()
    if (type === 'L' || type === '[') source.content(bytes.byte(), depth + 1)
    return { name, type }
  })
}

const PROXY: JavaClass = {
  kind: 'class',
  name: '',
  parent: undefined,
  fields: [],
  isSerializable: true,
  isExternalizable: false,
  writesItself: false,
  isInBlocks: false,
}

/** A class made at run time, known by the interfaces it stands in for. */
function readProxy(source: ClassSource, depth: number, parents: number): JavaClass {
  const { bytes } = source
  const described: Writable<JavaClass> = source.remember({ ...PROXY })
  const count = bytes.count()
  if (count > MAX_FIELDS) throw new NotReadable()
  const names = Array.from({ length: count }, () => bytes.utf())
  described.name = `proxy of ${names.join(', ')}`
  source.annotation(depth + 1)
  described.parent = readClass(source, bytes.byte(), depth + 1, parents + 1)
  return described
}
