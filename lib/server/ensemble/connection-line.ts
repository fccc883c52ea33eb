import type { Hex64 } from '@/lib/znode/zxid'

export type ClientConnection = { readonly session: Hex64; readonly address: string }

const OPS = ']('
const SESSION = 'sid='
const MAX_HEX = 18

/**
 * Reads a line of `cons`: ` /127.0.0.1:51234[1](queued=0,recved=4,sent=4,sid=0x1000…,lop=PING,…)`.
 * Undefined for what is none, or a connection without a session. In linear time: the line is the
 * server's.
 */
export function readConnection(line: string): ClientConnection | undefined {
  const close = line.indexOf(OPS)
  const open = line.lastIndexOf('[', close)
  if (close < 0 || open < 0 || !isNumber(line.slice(open + 1, close))) return undefined
  const start = line.startsWith(' ') ? 1 : 0
  const address = line.slice(line.startsWith('/', start) ? start + 1 : start, open)
  if (address === '' || /\s/.test(address)) return undefined
  const details = line.slice(close + OPS.length).split(/[,)]/)
  const named = details.find((each) => each.startsWith(SESSION))
  const session = sessionIn(named?.slice(SESSION.length) ?? '')
  return session && { session, address }
}

/** The session id that `text` is; undefined where it is none. */
export function sessionIn(text: string): Hex64 | undefined {
  if (text.length > MAX_HEX) return undefined
  return /^0x[0-9a-f]+$/.test(text) ? (text as Hex64) : undefined
}

function isNumber(text: string): boolean {
  return text.length <= 10 && /^\d+$/.test(text)
}
