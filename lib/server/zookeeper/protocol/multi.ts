import type { Abilities, MultiResult, MultiStep } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Chroot } from './chroot'
import type { Reader } from './jute-reader'
import type { Writer } from './jute-writer'
import { KEEPER, toZnodeError } from './keeper-errors'
import { OP } from './opcodes'
import { readStat } from './records'
import { createType, encodeCreate, type Operation } from './requests'

/** All steps or none. The error of a refused one names the first step that failed. */
export function multi(
  chroot: Chroot,
  steps: readonly MultiStep[],
  abilities: Abilities,
): Operation<MultiResult[]> {
  return {
    type: OP.multi,
    path: steps[0]?.path ?? ROOT,
    writes: steps.some((step) => step.op !== 'check'),
    valueBytes: Math.max(0, ...steps.map(bytesOf)),
    encode: (writer) => encode(writer, chroot, steps, abilities),
    decode: (reader) => decode(reader, chroot, steps),
    shows: (results) => lastShown(steps, results),
  }
}

/** What each znode was left as; nothing of one that another step may have changed since. */
function lastShown(steps: readonly MultiStep[], results: readonly MultiResult[]) {
  const last = new Map<ZnodePath, Stat | null>()
  for (const [index, step] of steps.entries()) {
    const result = results[index]
    if (result?.op === 'create' && result.stat) last.set(result.path, result.stat)
    else if (result?.op === 'set') last.set(step.path, result.stat)
    else if (result?.op === 'delete') last.set(step.path, null)
  }
  return [...last].map(([path, stat]) => ({ path, stat }))
}

function bytesOf(step: MultiStep): number {
  return 'data' in step ? (step.data?.length ?? 0) : 0
}

function encode(writer: Writer, chroot: Chroot, steps: readonly MultiStep[], abilities: Abilities) {
  for (const step of steps) {
    writer.int(typeOf(step, abilities)).bool(false).int(-1)
    encodeStep(writer, chroot.toServer(step.path), step)
  }
  writer.int(-1).bool(true).int(-1)
}

function typeOf(step: MultiStep, { isSince35 }: Abilities): number {
  if (step.op === 'create') return isSince35 ? createType(step) : OP.createWithoutStat
  return { check: OP.check, set: OP.setData, delete: OP.delete }[step.op]
}

function encodeStep(writer: Writer, path: string, step: MultiStep) {
  if (step.op === 'create') encodeCreate(writer, path, step.data, step)
  else if (step.op === 'set') writer.string(path).bytes(step.data).int(step.version)
  else writer.string(path).int(step.version)
}

function decode(reader: Reader, chroot: Chroot, steps: readonly MultiStep[]): MultiResult[] {
  const results: MultiResult[] = []
  let refusal: ZnodeError | undefined
  let isRefused = false
  for (const [index, step] of steps.entries()) {
    const type = reader.int()
    reader.bool()
    reader.int()
    if (type === OP.error) {
      const error = reader.int()
      isRefused = true
      refusal ??= refusalOf(error, step.path, index, steps.length)
    } else results.push(readResult(reader, chroot, step, type))
  }
  if (isRefused) throw refusal ?? new ZnodeError('server-error', steps[0]?.path ?? ROOT, UNNAMED)
  return results
}

const UNNAMED = { detail: 'ZooKeeper refused the transaction without naming a step' }

/** Steps after the one that failed answer runtimeInconsistency, those before it no error. */
function refusalOf(
  error: number,
  path: ZnodePath,
  index: number,
  count: number,
): ZnodeError | undefined {
  if (error === 0 || error === KEEPER.runtimeInconsistency) return undefined
  const { code, keeperCode } = toZnodeError(error, path)
  const detail = `Step ${index + 1} of ${count} was refused; nothing was changed`
  return new ZnodeError(code, path, { detail, step: index, ...(keeperCode && { keeperCode }) })
}

function readResult(reader: Reader, chroot: Chroot, step: MultiStep, type: number): MultiResult {
  if (step.op === 'create') {
    const path = chroot.toSession(reader.string()) ?? step.path
    return { op: 'create', path, stat: type === OP.createWithoutStat ? null : readStat(reader) }
  }
  if (step.op === 'set') return { op: 'set', stat: readStat(reader) }
  return { op: step.op }
}
