import { commitChangeSet } from '@/lib/api/restore'
import * as changeSet from '@/lib/server/cluster/change-set'
import { fromWire } from '@/lib/server/history/wire-steps'
import { clusterRoute, writingOf } from '@/lib/server/route'

export const POST = clusterRoute(commitChangeSet, async (call) => {
  const { body, history } = call
  const steps = await history.query((db, cluster, sealer) =>
    fromWire(db, cluster, { steps: body.steps, sealer }),
  )
  const { zxid } = await changeSet.commitChangeSet(writingOf(call), steps)
  return { zxid }
})
