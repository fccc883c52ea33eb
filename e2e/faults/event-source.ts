import { setTimeout as sleep } from 'node:timers/promises'
import type { Source, SourceHandlers } from '@/lib/client/transport/environment'

/** An EventSource for Node that can be cut like a network connection. */
export type CuttableSource = Source & { readonly cut: () => void }

type Opening = {
  /** Opens the stream; `lastEventId` is empty the first time. */
  readonly connect: (lastEventId: string, signal: AbortSignal) => Promise<Response>
  readonly handlers: SourceHandlers
}

const CONNECTING = 0
const OPEN = 1
const CLOSED = 2
/** Browsers wait so long before they reconnect, until the server says otherwise (ms). */
const RETRY_MS = 3_000

/** Opens a stream and keeps it open as a browser does: by the rules of the HTML standard. */
export function openEventSource({ connect, handlers }: Opening): CuttableSource {
  const state = { readyState: CONNECTING, retry: RETRY_MS, lastEventId: '' }
  let connection = new AbortController()

  async function run(): Promise<void> {
    while (state.readyState !== CLOSED) {
      connection = new AbortController()
      await listen(connection.signal).catch(() => undefined)
      if (state.readyState === CLOSED) return
      state.readyState = CONNECTING
      handlers.onError()
      await sleep(state.retry)
    }
  }

  async function listen(signal: AbortSignal): Promise<void> {
    const response = await connect(state.lastEventId, signal)
    if (!response.ok || !response.body) {
      state.readyState = CLOSED
      handlers.onError()
      return
    }
    state.readyState = OPEN
    let text = ''
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + part).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) if (!signal.aborted) take(block)
    }
  }

  function take(block: string): void {
    const fields = fieldsOf(block)
    const retry = fields.get('retry')
    if (retry) state.retry = Number(retry)
    state.lastEventId = fields.get('id') ?? state.lastEventId
    const data = fields.get('data')
    if (data !== undefined) handlers.onMessage(data, state.lastEventId)
  }

  void run()
  return {
    get readyState() {
      return state.readyState
    },
    close: () => {
      state.readyState = CLOSED
      connection.abort()
    },
    cut: () => connection.abort(),
  }
}

/** Our server writes each field on one line, once. */
function fieldsOf(block: string): Map<string, string> {
  const pairs = block.split('\n').map((line): [string, string] => {
    const cut = line.indexOf(': ')
    return [line.slice(0, cut), line.slice(cut + 2)]
  })
  return new Map(pairs)
}
