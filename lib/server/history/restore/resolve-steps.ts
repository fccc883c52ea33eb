import type { ChangeStep as WireStep } from '@/lib/api/restore'
import type { ChangeStep } from '@/lib/server/cluster/write/commit-change-set'
import { aclOfRow } from '@/lib/server/history/rows/acl-at'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { Db } from '@/lib/server/store/store'

/** The steps as ZooKeeper takes them, recorded ACLs in full. Throws `no-change` where one is gone. */
export async function fromWire(
  db: Db,
  cluster: string,
  { steps, sealer }: { readonly steps: readonly WireStep[]; readonly sealer: Sealer },
): Promise<ChangeStep[]> {
  const taken: ChangeStep[] = []
  for (const step of steps) {
    if (step.op === 'delete') {
      taken.push(step)
      continue
    }
    const data = step.data === null ? null : Buffer.from(step.data, 'base64')
    if (step.op === 'set') taken.push({ ...step, data })
    else {
      const { op, path, aclOf: id } = step
      const acl = id === undefined ? undefined : await aclOfRow(db, cluster, { path, id, sealer })
      taken.push({ op, path, data, acl })
    }
  }
  return taken
}
