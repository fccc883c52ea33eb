import { randomUUID } from 'node:crypto'
import { type ChangeMessage, StreamMessage, setInterest } from '@/lib/api/events'
import type { Handler } from '@/lib/server/http/serve'
import type { ZnodePath } from '@/lib/znode/path'
import { type Presence, readableStat, type Stat } from '@/lib/znode/stat'
import { eventually } from './sessions'
import type { TestSite } from './site'

/** The messages of a stream. One iterator for all readers: leaving a loop must not cancel it. */
export function messagesOf({ body }: Response): AsyncIterable<StreamMessage> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const next = async (): Promise<IteratorResult<StreamMessage>> => {
    const end = text.indexOf('\n\n')
    if (end < 0) {
      const part = await reader?.read()
      if (!part || part.done) return { done: true, value: undefined }
      text += decoder.decode(part.value, { stream: true })
      return next()
    }
    const frame = text.slice(0, end)
    text = text.slice(end + 2)
    const data = frame.split('\n').find((line) => line.startsWith('data: '))
    if (!data) return next()
    return { done: false, value: StreamMessage.parse(JSON.parse(data.slice(6))) }
  }
  return { [Symbol.asyncIterator]: () => ({ next }) }
}

type Look = { readonly nodes: readonly ZnodePath[]; readonly parents: readonly ZnodePath[] }

/** Somebody who looks at some znodes: what was told, when, and what is known from it. */
export type Watch = {
  readonly changes: ChangeMessage[]
  /** The znodes looked at, as the stream and the answer to the interest told them. */
  readonly known: ReadonlyMap<string, Presence>
  /** Every change of what the state pill may claim, with its time (monotonic ms). */
  readonly states: ReadonlyArray<{ readonly state: string; readonly at: number }>
  readonly session: () => string | null
  /** The time (monotonic ms) at which the state is `wanted`, now or later. */
  readonly becomes: (wanted: string) => Promise<number>
  readonly close: () => void
}

/** The stat that somebody knows of a znode; null where there is none, or none to be read. */
export function statKnown({ known }: Watch, path: ZnodePath): Stat | null {
  return readableStat(known.get(path) ?? null)
}

type Routes = { readonly openEvents: Handler; readonly postInterest: Handler }

/** Opens a stream, says what it looks at, and listens until `close`. */
export async function startWatch(
  site: TestSite,
  { openEvents, postInterest }: Routes,
  look: Look,
): Promise<Watch> {
  const stream = randomUUID()
  const aborter = new AbortController()
  const response = await site.send(openEvents, { query: { stream }, signal: aborter.signal })
  const changes: ChangeMessage[] = []
  const states: Array<{ state: string; at: number }> = []
  const facts = new Map<string, { stat: Presence; zxid: string }>()
  const known = new Map<string, Presence>()
  let session: string | null = null
  const learn = (path: string, stat: Presence, zxid: string) => {
    const fact = facts.get(path)
    if (fact && BigInt(fact.zxid) > BigInt(zxid)) return
    facts.set(path, { stat, zxid })
    known.set(path, stat)
  }
  const say = (said: { state: string; session: string | null }) => {
    session = said.session
    if (states.at(-1)?.state !== said.state)
      states.push({ state: said.state, at: performance.now() })
  }
  const take = (message: StreamMessage) => {
    if (message.type === 'state') say(message)
    if (message.type === 'hello') say(message.state)
    if (message.type !== 'change') return
    changes.push(message)
    learn(message.path, message.stat, message.zxid)
  }
  void (async () => {
    for await (const message of messagesOf(response)) take(message)
  })()
  await eventually(async () => {
    const body = { stream, ...look, timeline: null }
    const answer = await site.send(postInterest, { method: 'POST', body })
    if (answer.status !== 200) return false
    const { stats } = setInterest.answer.parse(await answer.json())
    for (const { path, stat, zxid } of stats) learn(path, stat, zxid)
    return true
  })
  return {
    changes,
    known,
    states,
    session: () => session,
    becomes: async (wanted) => {
      await eventually(() => states.at(-1)?.state === wanted, `the state is ${wanted}`)
      return states.at(-1)?.at ?? Number.NaN
    },
    close: () => aborter.abort(),
  }
}
