import { readMsgpack } from './msgpack'
import { readProtobuf } from './protobuf'
import { layOut } from './structure'

/** A binary value's structure as text to be read, and what it was read as. */
export type StructureText = { readonly kind: 'msgpack' | 'protobuf'; readonly text: string }

/** Reads binary bytes as MessagePack, else as what looks like protobuf; undefined for neither. */
export function readStructure(bytes: Uint8Array): StructureText | undefined {
  const msgpack = readMsgpack(bytes)
  if (msgpack) return { kind: 'msgpack', text: layOut(msgpack) }
  const protobuf = readProtobuf(bytes)
  return protobuf && { kind: 'protobuf', text: layOut(protobuf) }
}
