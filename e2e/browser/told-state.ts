import type { Page } from '@playwright/test'
import type { ClusterState } from '@/lib/api/cluster'

type Told = { over: object; retell: () => void }

/**
 * Lets a test say what the server tells of the cluster's state, over the real stream: causes that
 * no ensemble of a test gives on demand. Call before the page opens.
 */
export async function overrideState(page: Page): Promise<(state: object) => Promise<void>> {
  await page.addInitScript(() => {
    // The stream is this page's own, where it can be reached.
    Reflect.deleteProperty(window, 'SharedWorker')
    const told: Told = { over: {}, retell: () => undefined }
    Object.assign(window, { told })
    const Real = window.EventSource
    const open = (url: string) => {
      const source = new Real(url)
      let latest: MessageEvent | undefined
      const changed = (event: MessageEvent) => {
        const message = JSON.parse(event.data)
        if (message.type === 'state') Object.assign(message, told.over)
        if (message.type === 'hello') Object.assign(message.state, told.over)
        if (message.type === 'state') latest = event
        const { lastEventId } = event
        return new MessageEvent('message', { data: JSON.stringify(message), lastEventId })
      }
      Object.defineProperty(source, 'onmessage', {
        set: (handler: (event: MessageEvent) => void) => {
          const tell = (event: MessageEvent) => handler(changed(event))
          told.retell = () => latest && tell(latest)
          source.addEventListener('message', tell)
        },
      })
      return source
    }
    Object.assign(window, {
      EventSource: new Proxy(Real, { construct: (_, [url]: [string]) => open(url) }),
    })
  })
  return (state) =>
    page.evaluate((over) => {
      const { told } = window as unknown as { told: Told }
      told.over = over
      told.retell()
    }, state)
}

const CLOSED = { status: 'closed', since: 0, cause: null } as const

/** No server can be used, for that cause; `lastContact` ms ago one could. */
export function cutOff(cause: ClusterState['cause'], lastContact: number | null): object {
  const watch = { status: 'connecting', since: lastContact ?? 5_000, cause }
  return {
    state: lastContact === null ? 'connecting' : 'paused',
    lastContact,
    cause,
    reason: 'as the system says it',
    server: null,
    sessions: { watch, read: CLOSED, write: CLOSED },
    servers: [{ address: '127.0.0.1:2181', at: 800, cause, detail: 'as the system says it' }],
    nextTry: 3_000,
  }
}
