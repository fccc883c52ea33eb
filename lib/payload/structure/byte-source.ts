/** Not what the format allows, or more than is shown. */
export class NotReadable extends Error {}

/** Reads big-endian numbers; throws `NotReadable` where the bytes end. */
export class ByteSource {
  protected readonly view: DataView
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#at = at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  take(length: number): Uint8Array {
    return this.#bytes.subarray(this.skip(length), this.#at)
  }

  byte(): number {
    return this.view.getUint8(this.skip(1))
  }

  short(): number {
    return this.view.getUint16(this.skip(2))
  }

  int(): number {
    return this.view.getInt32(this.skip(4))
  }

  long(): bigint {
    return this.view.getBigInt64(this.skip(8))
  }

  float(): string {
    return `${Number(this.view.getFloat32(this.skip(4)).toPrecision(8))}`
  }

  double(): string {
    return `${this.view.getFloat64(this.skip(8))}`
  }

  /** Steps over `length` bytes, and answers where they begin. */
  protected skip(length: number): number {
    if (length > this.left) throw new NotReadable()
    this.#at += length
    return this.#at - length
  }
}
