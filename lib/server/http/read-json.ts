import { setImmediate } from 'node:timers/promises'
import { ZnodeError } from '@/lib/znode/znode-error'
import { guardShape } from './json-shape'
import type { TimeShare } from './time-share'

/** Bytes of the largest body that is read, and what is said of a larger one. */
export type BodyLimit = { readonly bytes: number; readonly exceeded: string }

/** A transaction of a thousand steps has seven thousand. */
const MAX_VALUES = 10_000
/** Between the looks at a larger body everything else has its turn (bytes). */
const LARGE = 262_144

/**
 * The JSON of a request's body, read up to the limit. Throws `invalid-request` or `too-large`.
 * Content-Length is held against what arrived: a proxy in front may cut a body short. Bodies that
 * arrive together are judged and parsed by `share`.
 */
export async function readJson(
  request: Request,
  limit: BodyLimit,
  share: TimeShare,
): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw refusal('The content type has to be application/json')
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > limit.bytes) throw tooLarge(limit)
  const bytes = await readBytes(request.body, limit).catch((error: unknown) => {
    // Whoever sent it went away in the middle; that is nobody's fault here.
    throw error instanceof ZnodeError ? error : refusal('The body did not come to its end')
  })
  if (announced !== null && Number(announced) !== bytes.length)
    throw refusal('The body is not as long as its Content-Length says')
  await share.run(() => guardShape(bytes, MAX_VALUES))
  if (bytes.length > LARGE) await setImmediate()
  const value = await share.run(() => parse(bytes))
  if (bytes.length > LARGE) await setImmediate()
  return value
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refusal('The body is not JSON')
  }
}

async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  limit: BodyLimit,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length
    if (length > limit.bytes) {
      await reader?.cancel()
      throw tooLarge(limit)
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks, length)
}

function refusal(detail: string): ZnodeError {
  return new ZnodeError('invalid-request', '', { detail })
}

function tooLarge({ exceeded }: BodyLimit): ZnodeError {
  return new ZnodeError('too-large', '', { detail: exceeded })
}
