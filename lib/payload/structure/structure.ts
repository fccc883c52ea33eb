/** What a binary value says, without a schema and without a way back to its bytes. */
export type Structure =
  | {
      /** The class of an object, where the bytes name it. */
      readonly name?: string
      readonly fields: ReadonlyArray<readonly [name: string, value: Structure]>
    }
  | { readonly name?: string; readonly items: readonly Structure[] }
  | { readonly text: string }
  | { readonly bytes: Uint8Array }

export const MAX_DEPTH = 200

/** More than that nobody reads, and it bounds what a few bytes can make of themselves. */
export const MAX_VALUES = 20_000

/** Bytes shown of a run of bytes within a structure. */
const SHOWN_BYTES = 64

/** A structure as indented text, to be read. */
export function layOut(structure: Structure, indent = ''): string {
  if ('text' in structure) return structure.text
  if ('bytes' in structure) return layOutBytes(structure.bytes)
  const inner = `${indent}  `
  const name = structure.name === undefined ? '' : `${structure.name} `
  if ('items' in structure) {
    if (structure.items.length === 0) return `${name}[]`
    const items = structure.items.map((item) => `${inner}${layOut(item, inner)}`)
    return `${name}[\n${items.join('\n')}\n${indent}]`
  }
  if (structure.fields.length === 0) return `${name}{}`
  const fields = structure.fields.map(([key, value]) => `${inner}${key}: ${layOut(value, inner)}`)
  return `${name}{\n${fields.join('\n')}\n${indent}}`
}

function layOutBytes(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, SHOWN_BYTES)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return `<${shown.join(' ')}${bytes.length > SHOWN_BYTES ? ' …' : ''}>`
}
