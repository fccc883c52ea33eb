import type { Sides } from './comparison'
import { tryUnpack } from './compression/pack'
import type { Format } from './detect'
import { toHexDump } from './hex-text'
import { packingOf, type Reading, type ReadingChoice, readValue, type Unpacked } from './reading'
import { areSameBytes } from './same-bytes'

type Bytes = Uint8Array | null

/** Two stored values side by side, as their reader sees each of them. */
export type ValuesCompared = Sides & {
  /** What the texts are written in; `binary` where one side is not text. */
  readonly format: Format
  /** `spelling`: they read the same, but their bytes differ. */
  readonly differ: 'not' | 'spelling' | 'yes'
}

/** Compares stored values: unpacked and decoded where that is possible, else byte by byte. */
export async function compareValues(
  before: Bytes,
  after: Bytes,
  name: string,
  choice: ReadingChoice = {},
): Promise<ValuesCompared> {
  const [was, is] = [await read(before, name, choice), await read(after, name, choice)]
  const sides = sidesOf(was, is)
  const isSame = sides.before === sides.after
  const differ = isSame ? (areSameBytes(before, after) ? 'not' : 'spelling') : 'yes'
  return { ...sides, format: formatOf(sides, was, is), differ }
}

async function read(data: Bytes, name: string, choice: ReadingChoice): Promise<Reading> {
  return readValue(await unpacked(data, choice), name, choice)
}

async function unpacked(data: Bytes, choice: ReadingChoice): Promise<Unpacked> {
  const packing = packingOf(data, choice)
  if (!data || !packing) return { packing: null, bytes: data }
  const found = await tryUnpack(packing, data)
  return found instanceof Uint8Array
    ? { packing, bytes: found }
    : { packing, bytes: data, refusal: found }
}

function sidesOf(was: Reading, is: Reading): Sides {
  const [before, after] = [was, is].map(({ bytes, text }) => (bytes ? text : ''))
  if (before !== undefined && after !== undefined) return { before, after, kind: 'text' }
  const [dumpBefore = '', dumpAfter = ''] = [was, is].map(({ bytes }) =>
    bytes ? toHexDump(bytes) : '',
  )
  return { before: dumpBefore, after: dumpAfter, kind: 'bytes' }
}

/** A side without text tells nothing of the format. */
function formatOf({ kind }: Sides, was: Reading, is: Reading): Format {
  if (kind === 'bytes') return 'binary'
  return is.text ? is.format : was.text ? was.format : 'empty'
}
