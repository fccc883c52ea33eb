import { randomUUID } from 'node:crypto'
import { Agent, get, type IncomingMessage } from 'node:http'
import type { StreamMessage } from '@/lib/api/events'
import { now } from './clock'
import type { SignedInServer } from './measured-server'

/** A reader of the event stream that is no browser. */
export type StreamClient = {
  readonly close: () => void
}

type Interest = { readonly nodes: readonly string[]; readonly parents: readonly string[] }

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })

/**
 * Opens a stream, says what it looks at, and hands over every frame with the time it arrived
 * (ms since 1970). Resolves once the server answered to both.
 */
export async function openStreamClient(
  server: Pick<SignedInServer, 'origin' | 'cookie'>,
  interest: Interest,
  take: (frame: string, at: number) => void,
): Promise<StreamClient> {
  const stream = randomUUID()
  const answer = await openStream(server, stream)
  readFrames(answer, take)
  await sayInterest(server, stream, interest)
  return { close: () => void answer.destroy() }
}

function openStream(
  { origin, cookie }: Pick<SignedInServer, 'origin' | 'cookie'>,
  stream: string,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const url = `${origin}/api/clusters/main/events?stream=${stream}`
    const asked = get(url, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode === 200) resolve(answer)
      else reject(new Error(`The stream was refused with ${answer.statusCode}`))
    })
    asked.on('error', reject)
  })
}

function readFrames(answer: IncomingMessage, take: (frame: string, at: number) => void): void {
  let rest = ''
  answer.setEncoding('utf8')
  answer.on('data', (text: string) => {
    const at = now()
    const frames = (rest + text).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) take(frame, at)
  })
  answer.on('error', () => undefined)
}

async function sayInterest(
  { origin, cookie }: Pick<SignedInServer, 'origin' | 'cookie'>,
  stream: string,
  { nodes, parents }: Interest,
): Promise<void> {
  const answer = await fetch(`${origin}/api/clusters/main/interest`, {
    method: 'POST',
    headers: {
      cookie,
      origin,
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
    },
    body: JSON.stringify({ stream, nodes, parents, timeline: null }),
  })
  if (!answer.ok) throw new Error(`The interest was refused with ${answer.status}`)
  await answer.arrayBuffer()
}

/** The message in a frame; undefined in a heartbeat or a retry hint. */
export function messageIn(frame: string): StreamMessage | undefined {
  const start = frame.indexOf('data: ')
  return start < 0 ? undefined : JSON.parse(frame.slice(start + 6))
}
