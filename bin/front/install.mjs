import http from 'node:http'
import { Front } from './front.mjs'

/** Where the booted server finds the front to tell it its policy; `lib/server/http/front.ts`. */
const PLACE = Symbol.for('vivarium.front')

/**
 * Puts our front below the next HTTP server that this process makes: Next makes its own without
 * asking anybody.
 */
export function installFront() {
  const { createServer } = http
  http.createServer = (...given) => {
    http.createServer = createServer
    const front = new Front(given.at(-1))
    globalThis[PLACE] = front
    return front.server
  }
}
