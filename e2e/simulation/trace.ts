import type { Request } from '@/lib/client/transport/request'
import { ApiError } from '@/lib/client/transport/request'
import type { Seams } from './seams'

const MOST_LINES = 4_000
const MOST_WIDE = 240

/** What happened between the parts of one story, in order. */
export class Trace {
  readonly lines: string[] = []
  #now: () => number = () => 0

  note(line: string): void {
    const at = Math.round(this.#now())
    this.lines.push(`${String(at).padStart(7)} ${line.slice(0, MOST_WIDE)}`)
    if (this.lines.length > MOST_LINES) this.lines.shift()
  }

  /** The seams of a story that is noted down. */
  seams(inner: Seams): Seams {
    return {
      ...inner,
      world: (world) => {
        this.#now = world.now
        this.note('a dashboard starts')
        return inner.world(world)
      },
      session: (session, purpose) => {
        session.onStatus((status) => this.note(`${purpose} session: ${status}`))
        session.onNotification(({ type, path }) => this.note(`${purpose} session: ${type} ${path}`))
        return inner.session(session, purpose)
      },
      message: (deliver, stream) => {
        const next = inner.message(deliver, stream)
        return (data, id) => {
          this.note(`${stream} gets ${id} ${data}`)
          next(data, id)
        }
      },
      request: (request, stream) => this.#request(inner.request(request, stream), stream),
    }
  }

  #request(request: Request, stream: string): Request {
    return async (id, input) => {
      const what = `${stream} ${id}`
      this.note(`${what} ? ${JSON.stringify(input.query ?? input.body)}`)
      try {
        const answer = await request(id, input)
        this.note(`${what} = ${JSON.stringify(answer)}`)
        return answer
      } catch (error) {
        this.note(`${what} ! ${error instanceof ApiError ? error.problem.code : error}`)
        throw error
      }
    }
  }
}
