import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import type { Workload } from './workloads'

/** ms on the wall and on the processor (user and system, all threads), and what was counted. */
const Measurement = z.object({ wall: z.number(), cpu: z.number(), count: z.number() })
const Greeting = z.object({ version: z.string() })

export type Measurement = z.infer<typeof Measurement>

/** A client in a process of its own, connected, that works when told to. */
export type ClientProcess = {
  /** Its name and version. */
  readonly name: string
  readonly measure: (workload: Workload) => Promise<Measurement>
  readonly stop: () => Promise<void>
}

/** A workload may take so many ms: an answer that got lost must not stop the whole benchmark. */
const PATIENCE = 120_000

/** Starts a client process and waits until it is connected. It ends with this one: stdin ends. */
export async function startClient(command: string, args: string[]): Promise<ClientProcess> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`${command} ${args[0]} ended with ${code}`)))
  })
  failed.catch(() => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => JSON.parse((await Promise.race([lines.next(), failed])).value ?? '')
  const { version } = Greeting.parse(await nextLine())
  return {
    name: version,
    measure: async (workload) => {
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      child.stdin.write(`${workload}\n`)
      const answer = Measurement.parse(await nextLine())
      clearTimeout(late)
      return answer
    },
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
