import 'server-only'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Job, Said } from './check-protocol'

/** What a check may take before its thread is ended. */
const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 }

type Hooks = {
  readonly onSaid: (said: Said) => void
  /** It ended by itself: it took more memory than it may have. */
  readonly onDied: () => void
}

/** A thread that compiles schemas and checks texts, one job at a time. */
export class CheckWorker {
  readonly #worker: Worker
  readonly #port: MessagePort
  #isEnded = false

  constructor({ onSaid, onDied }: Hooks) {
    const { port1, port2 } = new MessageChannel()
    this.#worker = new Worker(new URL('./check-thread.mjs', import.meta.url), {
      workerData: { port: port2 },
      transferList: [port2],
      resourceLimits: LIMITS,
      execArgv: [],
      env: {},
    })
    this.#port = port1
    port1.on('message', onSaid)
    this.#worker.on('error', () => this.#isEnded || onDied())
    // Neither a check nor an idle thread keeps the process from ending.
    this.#worker.unref()
    port1.unref()
  }

  give(job: Job): void {
    this.#port.postMessage(job)
  }

  /** Compiles a schema, blocking everything else for `ms` at most; answers what was said last. */
  compile(text: string, ms: number): Said | undefined {
    const signal = new Int32Array(new SharedArrayBuffer(4))
    this.give({ id: 0, schemas: [text], signal })
    Atomics.wait(signal, 0, 0, ms)
    let last: Said | undefined
    for (let next = this.#receive(); next; next = this.#receive()) last = next
    return last
  }

  end(): void {
    this.#isEnded = true
    this.#port.close()
    void this.#worker.terminate()
  }

  #receive(): Said | undefined {
    return receiveMessageOnPort(this.#port)?.message
  }
}
