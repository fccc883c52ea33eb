import { createInterface } from 'node:readline'

/** Does one workload and returns what it counted. */
export type Work = () => Promise<number>

/**
 * A client process's other end of `client-process.ts`: does the workload each line of stdin names
 * and answers with the ms it took, on the wall and on the processor, all threads. Ends with stdin.
 */
export async function serveWorkloads(version: string, works: Readonly<Record<string, Work>>) {
  process.stdout.write(`${JSON.stringify({ version })}\n`)
  for await (const line of createInterface({ input: process.stdin })) {
    const work = works[line]
    if (!work) throw new Error(`no workload ${line}`)
    const cpuBefore = process.cpuUsage()
    const start = performance.now()
    const count = await work()
    const wall = performance.now() - start
    const { user, system } = process.cpuUsage(cpuBefore)
    process.stdout.write(`${JSON.stringify({ wall, cpu: (user + system) / 1000, count })}\n`)
  }
}
