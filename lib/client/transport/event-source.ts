import type { Source, SourceHandlers } from './environment'

/** Opens the browser's own event source. */
export function openEventSource(url: string, handlers: SourceHandlers): Source {
  const source = new EventSource(url)
  source.onmessage = (event) => handlers.onMessage(event.data, event.lastEventId)
  source.onerror = handlers.onError
  return source
}
