import { setTimeout as sleep } from 'node:timers/promises'
import type { SignedInServer } from '@/bench/product/measured-server'

const EVERY_MS = 25
const READ = '/api/clusters/main/znode?path=%2Fsmall'

type Asking = Pick<SignedInServer, 'origin' | 'cookie'>

/** Another person, who reads a small znode every 25 ms; answers how long each read took (ms). */
export async function readMeanwhile(
  { origin, cookie }: Asking,
  load: Promise<unknown>,
  leastMs: number,
): Promise<number[]> {
  const taken: number[] = []
  const reads: Promise<void>[] = []
  let isOver = false
  const over = load.finally(() => {
    isOver = true
  })
  const start = performance.now()
  while (!isOver || performance.now() - start < leastMs) {
    reads.push(readOnce(origin, cookie).then((ms) => void taken.push(ms)))
    await sleep(EVERY_MS)
  }
  await Promise.all([over, ...reads])
  return taken
}

async function readOnce(origin: string, cookie: string): Promise<number> {
  const start = performance.now()
  const ask = () => fetch(origin + READ, { headers: { cookie } })
  // As browsers do: a kept connection, which the other's load shares, may have been closed.
  const answer = await ask().catch(ask)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`A neighbour's read was answered with ${answer.status}`)
  return performance.now() - start
}
