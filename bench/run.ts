import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseOrder } from './command-line'
import { calibrate, describeMachine, describeNoise, joined } from './measure/machine'
import { type Part, renderTable } from './report/table'
import type { Section } from './section'
import { SECTIONS } from './sections'

const RESULTS = 'bench/results.md'
/** Some sections alone do not replace the results of all. */
const PARTIAL_RESULTS = '.cache/bench/results.md'

function log(line: string) {
  process.stderr.write(`${line}\n`)
}

async function runSection({ name, run }: Section, rounds: number): Promise<Part> {
  log(`${name}:`)
  const start = performance.now()
  try {
    return { section: name, rows: await run({ rounds, log: (line) => log(`  ${line}`) }) }
  } catch (error) {
    process.exitCode = 1
    const note = `failed: ${error instanceof Error ? error.message : error}`
    log(`  ${error instanceof Error ? error.stack : error}`)
    return {
      section: name,
      rows: [{ measured: 'all', who: '', quantity: '', unit: '', samples: [], note }],
    }
  } finally {
    log(`  took ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
}

async function main() {
  const names = SECTIONS.map(({ name }) => name)
  const order = parseOrder(process.argv.slice(2), names)
  const start = performance.now()
  let noise = calibrate()
  const parts: Part[] = []
  for (const section of SECTIONS.filter(({ name }) => order.names.includes(name))) {
    parts.push(await runSection(section, order.rounds))
    noise = joined(noise, calibrate())
  }
  const minutes = ((performance.now() - start) / 60_000).toFixed(1)
  const document = [
    '# Measured',
    `By \`npm run bench\`, ${order.rounds} rounds, ${minutes} minutes; how is in [README.md](README.md).`,
    `Machine: ${describeMachine()}`,
    `Noise: ${describeNoise(noise)}`,
    renderTable(parts),
  ].join('\n\n')
  const file = names.every((name) => order.names.includes(name)) ? RESULTS : PARTIAL_RESULTS
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${document}\n`)
  console.log(document)
  log(`Written to ${file}`)
}

await main()
// What a failed section left open must not keep the process.
process.exit()
