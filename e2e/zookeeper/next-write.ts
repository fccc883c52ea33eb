import { framer } from './frames'

/** What changes something: create, delete, setData, setACL, multi, and the newer kinds of create. */
const WRITES = new Set([1, 2, 5, 7, 14, 15, 19, 21])

/** Follows what passes over an open connection, from here on, to the answer of its next write. */
export type NextWrite = {
  readonly sent: (chunk: Buffer) => void
  /** Whether the answer ends in this chunk of the server's. */
  readonly isAnswered: (chunk: Buffer) => boolean
}

export function nextWrite(): NextWrite {
  const requestsOf = framer()
  const answersOf = framer()
  let xid: number | undefined
  return {
    sent: (chunk) => {
      for (const request of requestsOf(chunk))
        if (WRITES.has(request.readInt32BE(8))) xid ??= request.readInt32BE(4)
    },
    isAnswered: (chunk) => answersOf(chunk).some((answer) => answer.readInt32BE(4) === xid),
  }
}
