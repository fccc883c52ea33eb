/** The bytes of `text`; null stays null: a znode without data is not one with empty data. */
export function toBytes(text: string | null): Uint8Array<ArrayBuffer> | null {
  if (text === null) return null
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** `String.fromCharCode` takes its characters as arguments, of which there may not be many. */
const CHUNK = 0x8000

export function toBase64(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null
  let binary = ''
  for (let start = 0; start < bytes.length; start += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK))
  return btoa(binary)
}
