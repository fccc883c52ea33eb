import { ZnodeError } from '@/lib/znode/znode-error'

/**
 * The JSON of a request's body, read up to `cap` bytes. Throws `invalid-request` or `too-large`.
 * Content-Length is held against what arrived: a proxy in front may cut a body short.
 */
export async function readJson(request: Request, cap: number): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw refusal('The content type has to be application/json')
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > cap) throw tooLarge(cap)
  const bytes = await readBytes(request.body, cap)
  if (announced !== null && Number(announced) !== bytes.length)
    throw refusal('The body is not as long as its Content-Length says')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refusal('The body is not JSON')
  }
}

async function readBytes(body: ReadableStream<Uint8Array> | null, cap: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length
    if (length > cap) {
      await reader?.cancel()
      throw tooLarge(cap)
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks, length)
}

function refusal(detail: string): ZnodeError {
  return new ZnodeError('invalid-request', '', { detail })
}

function tooLarge(cap: number): ZnodeError {
  return new ZnodeError('too-large', '', { detail: `The body may have ${cap} bytes at most` })
}
