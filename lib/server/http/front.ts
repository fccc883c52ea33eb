import type { IncomingHttpHeaders } from 'node:http'
import type { Asked, Refusal, Work } from './admit'

/** What the HTTP front below Next (bin/front) wants to know of the settings. */
export type Policy = {
  readonly maxStreams: number
  /** Of one request. */
  readonly maxBodyBytes: number
  /** What is said of a larger one. */
  readonly bodyTooLarge: string
  readonly isProxy: (address: string) => boolean
  readonly clientOf: (peer: string, headers: IncomingHttpHeaders) => string
  readonly admit: (asked: Asked) => Refusal | null
  readonly workOf: (asked: Asked) => Work
  /** The session that stands, by the Host and the cookie: a made-up cookie is nobody's. */
  readonly sessionOf: (asked: Asked) => string | undefined
  /** Told now and then how often it refused, by status. */
  readonly report: (refused: Readonly<Record<string, number>>) => void
}

const PLACE = Symbol.for('vivarium.front')

type Shared = typeof globalThis & { [PLACE]?: { open(policy: Policy): void } | undefined }

/** Lets requests through the front, which holds them back until then. There is none in tests. */
export function openFront(policy: Policy): void {
  const front = (globalThis as Shared)[PLACE]
  front?.open(policy)
}

/** Who asks, as the front found out. Nobody can send that header through it. */
export function clientOf(request: Request): string {
  return request.headers.get('x-vivarium-client') ?? ''
}
