import { createServer, type IncomingMessage, OutgoingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { letHandlersBeCompressed } from './gzip'

type Compress = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** The compression that Next itself runs; it ships without types. */
const compression: () => Compress = createRequire(import.meta.url)('next/dist/compiled/compression')

const { setHeader } = OutgoingMessage.prototype

afterAll(() => {
  OutgoingMessage.prototype.setHeader = setHeader
})

/** Whether an answer whose type is set as Next sets a handler's arrives compressed. */
async function isCompressed(type: string): Promise<boolean> {
  const compress = compression()
  const server = createServer((request, response) =>
    compress(request, response, () => {
      response.setHeader('content-type', [type])
      response.end('x'.repeat(10_000))
    }),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/`)
  await response.text()
  server.close()
  return response.headers.get('content-encoding') === 'gzip'
}

test('what handlers answer is compressed once the patch is in', async () => {
  expect(await isCompressed('application/json')).toBe(false)
  letHandlersBeCompressed()
  expect(await isCompressed('application/json')).toBe(true)
})

test('several values of a header stay several', () => {
  letHandlersBeCompressed()
  const message = new OutgoingMessage()
  message.setHeader('set-cookie', ['a=1', 'b=2'])
  expect(message.getHeader('set-cookie')).toEqual(['a=1', 'b=2'])
})
