import { commitChangeSet } from '@/lib/api/restore'
import * as changeSet from '@/lib/server/cluster/write/commit-change-set'
import { fromWire } from '@/lib/server/history/restore/resolve-steps'
import { clusterRoute, writingOf } from '@/lib/server/routes/cluster-route'

export const POST = clusterRoute(commitChangeSet, async (call) => {
  const { body, history } = call
  const steps = await history.query((db, cluster, sealer) =>
    fromWire(db, cluster, { steps: body.steps, sealer }),
  )
  const { zxid } = await changeSet.commitChangeSet(writingOf(call), steps)
  return { zxid }
})
