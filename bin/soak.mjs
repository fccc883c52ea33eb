import './supported-node.mjs'
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { program } from './check/step.mjs'

/** `npm run soak -- --minutes 30 --seed 7`: the faults of `npm test`, round after round. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
})
const [command, ...parameters] = program('@playwright/test', 'test', 'e2e/faults.spec.ts')
const env = { ...process.env, SOAK_MINUTES: values.minutes, SOAK_SEED: values.seed }
spawn(command, parameters, { env, stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1
})
