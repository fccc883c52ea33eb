import { randomUUID } from 'node:crypto'

type Cookies = ReadonlyArray<{ readonly name: string; readonly value: string }>

/** Opens an event stream of the main cluster, as a browser with these cookies does. */
export async function openStream(origin: string, cookies: Cookies) {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const url = `${origin}/api/clusters/main/events?stream=${randomUUID()}`
  const leaving = new AbortController()
  const { signal } = leaving
  const response = await fetch(url, { headers: { cookie, accept: 'text/event-stream' }, signal })
  return { response, leave: () => leaving.abort() }
}
