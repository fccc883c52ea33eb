import http from 'node:http'

/**
 * A znode's path travels in the URL and may be 64 KB long, in percent-encoding several times that.
 * Node refuses headers above 16 KB unless the server is made with another limit, and Next makes the
 * server without asking us.
 */
const MAX_HEADER_BYTES = 262_144

const { createServer } = http
http.createServer = (...given) => {
  const listener = given.pop()
  const [options = {}] = given
  return createServer({ maxHeaderSize: MAX_HEADER_BYTES, ...options }, listener)
}
