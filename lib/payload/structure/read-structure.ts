import { readJava } from './java'
import { readMsgpack } from './msgpack'
import { readProtobuf } from './protobuf'
import { layOut } from './structure'

/** A binary value's structure as text to be read, and what it was read as. */
export type StructureText = {
  readonly kind: 'java' | 'msgpack' | 'protobuf'
  readonly text: string
}

/** Reads binary bytes as what announces itself, else as what they look like; undefined for neither. */
export function readStructure(bytes: Uint8Array): StructureText | undefined {
  const java = readJava(bytes)
  if (java) return { kind: 'java', text: layOut(java) }
  const msgpack = readMsgpack(bytes)
  if (msgpack) return { kind: 'msgpack', text: layOut(msgpack) }
  const protobuf = readProtobuf(bytes)
  return protobuf && { kind: 'protobuf', text: layOut(protobuf) }
}
