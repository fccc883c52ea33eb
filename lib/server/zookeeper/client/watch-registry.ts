import type { Writer } from '@/lib/server/zookeeper/protocol/jute-writer'
import type { WatchMode } from '@/lib/server/zookeeper/session'
import type { Hex64 } from '@/lib/znode/zxid'

/** The largest SetWatches2 request; servers drop connections that send more than 1 MiB. */
const CHUNK_BYTES = 128 * 1024

/** The persistent watches of a session, by server path, to arm them again. */
export class WatchRegistry {
  readonly #modes = new Map<string, WatchMode>()

  add(path: string, mode: WatchMode) {
    this.#modes.set(path, mode)
  }

  remove(path: string) {
    this.#modes.delete(path)
  }

  /** The bodies of the SetWatches2 requests that arm everything again. */
  requests(lastZxid: Hex64): Array<(writer: Writer) => void> {
    return this.#chunks().map((paths) => {
      const of = (mode: WatchMode) => paths.filter((path) => this.#modes.get(path) === mode)
      const persistent = of('persistent')
      const recursive = of('persistent-recursive')
      return (writer) => {
        writer.hex(lastZxid).int(0).int(0).int(0)
        writer.vector(persistent, writePath).vector(recursive, writePath)
      }
    })
  }

  #chunks(): string[][] {
    const chunks: string[][] = []
    let room = 0
    for (const path of this.#modes.keys()) {
      const bytes = 4 + Buffer.byteLength(path)
      if (bytes > room) {
        chunks.push([])
        room = CHUNK_BYTES - 64
      }
      chunks.at(-1)?.push(path)
      room -= bytes
    }
    return chunks
  }
}

function writePath(writer: Writer, path: string) {
  writer.string(path)
}
