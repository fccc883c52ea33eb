import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { median } from '@/bench/report/statistics'

const CALIBRATION_BYTES = Buffer.alloc(64 * 1024, 'vivarium')
const CALIBRATION_TURNS = 400
const CALIBRATIONS = 10

/** How busy others kept the machine: calibration times in ms, and the 1-minute load averages. */
export type Noise = { readonly calibrations: readonly number[]; readonly loads: readonly number[] }

/** Runs a fixed piece of work several times: on a quiet machine each takes equally long. */
export function calibrate(): Noise {
  const calibrations = Array.from({ length: CALIBRATIONS }, () => {
    const start = performance.now()
    const hash = createHash('sha256')
    for (let turn = 0; turn < CALIBRATION_TURNS; turn++) hash.update(CALIBRATION_BYTES)
    hash.digest()
    return performance.now() - start
  })
  return { calibrations, loads: [loadavg()[0] ?? 0] }
}

/** What two observations say together. */
export function joined(one: Noise, other: Noise): Noise {
  return {
    calibrations: [...one.calibrations, ...other.calibrations],
    loads: [...one.loads, ...other.loads],
  }
}

/** The noise in one sentence. */
export function describeNoise({ calibrations, loads }: Noise): string {
  const middle = median(calibrations)
  const percent = (part: number) => `${Math.round((part / middle - 1) * 100)} %`
  const [least, most] = [Math.min(...calibrations), Math.max(...calibrations)]
  const load = `${Math.min(...loads).toFixed(1)}–${Math.max(...loads).toFixed(1)}`
  return (
    `${calibrations.length} runs of one fixed loop took ${middle.toFixed(1)} ms in the median, ` +
    `the fastest ${percent(least)}, the slowest +${percent(most)}; load average ${load}.`
  )
}

/** Processor, memory, kernel, Node and the commit measured. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor'
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  const system = `${type()} ${release().split('-')[0]}`
  return `${availableParallelism()} × ${model}, ${gigabytes} GB; ${system}; Node ${process.version}; ${commit()}.`
}

function commit(): string {
  const git = (...parameters: string[]) =>
    execFileSync('git', parameters, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    const changed = git('status', '--porcelain', '--', ':!bench/results.md') !== ''
    return `commit ${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`
  } catch {
    return 'no commit'
  }
}
