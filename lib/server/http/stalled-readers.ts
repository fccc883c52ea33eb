import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

const EVENTS = /\/events(?:\?|$)/

/**
 * Cuts the connection of an event stream whose reader has taken nothing for `ms`, though something
 * waits for it. Needed beside the stream's own bound: a body that ends does not reach a reader who
 * does not read, and Next hands no handler the connection.
 */
export function dropStalledReaders(ms: number): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Started
    if (!EVENTS.test(request.url ?? '')) return
    response.setTimeout(ms, () => {
      if (response.writableLength > 0) response.destroy()
    })
  })
}

type Started = { readonly request: IncomingMessage; readonly response: ServerResponse }
