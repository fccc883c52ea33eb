import { type ChangeStep, commitChangeSet } from '@/lib/api/history'
import * as changeSet from '@/lib/server/cluster/change-set'
import { clusterRoute, writingOf } from '@/lib/server/route'

export const POST = clusterRoute(commitChangeSet, async (call) => {
  const steps = call.body.steps.map(toStep)
  const { zxid } = await changeSet.commitChangeSet(writingOf(call), steps)
  return { zxid }
})

function toStep(step: ChangeStep): changeSet.ChangeStep {
  if (step.op === 'delete') return step
  return { ...step, data: step.data === null ? null : Buffer.from(step.data, 'base64') }
}
