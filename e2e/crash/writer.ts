import { randomUUID } from 'node:crypto'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import type { Seen } from '@/lib/server/cluster/expected-version'
import { ClusterGateway } from '@/lib/server/cluster/gateway'
import { type ChangeStep, commitChangeSet } from '@/lib/server/cluster/write/commit-change-set'
import { createZnode, deleteZnode, setZnode } from '@/lib/server/cluster/write/znode-writes'
import { ClusterHistory } from '@/lib/server/process/cluster-history'
import { Store } from '@/lib/server/store/store'
import { openSession, systemWorld } from '@/lib/server/zookeeper/client/open-session'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'

/** Writes through the real write path until it is killed; says each acknowledged write. */
const { config, folder, root } = JSON.parse(process.argv[2] ?? '') as {
  config: ClusterConfig
  folder: string
  root: ZnodePath
}
const gateway = new ClusterGateway(config, {
  ...systemWorld,
  open: (it) => openSession(it.session),
})
const store = new Store({ kind: 'file', folder })
const world = { ...systemWorld, wallClock: Date.now }
const history = new ClusterHistory({ gateway, store, world, isShared: false })
const author = { person: 'ada', reason: null }
const writing = { gateway, journal: history.journal, author }
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const current = async (path: ZnodePath) => {
  const { value } = await (await gateway.connected('read')).exists(path)
  return readableStat(value)
}

async function setOne(path: ZnodePath) {
  const stat = await current(path)
  if (!stat) return
  const seen = { path, version: stat.version, czxid: stat.czxid }
  const { value } = await setZnode(writing, seen, Buffer.from(randomUUID()))
  say({ path, version: value.version, zxid: value.mzxid })
}

async function comeAndGo() {
  const path = childOf(root, randomUUID())
  const { value } = await createZnode(writing, { path, data: null })
  say({ path, version: 0, zxid: value.stat.mzxid })
  const { zxid } = await deleteZnode(writing, { path, version: 0, czxid: value.stat.czxid })
  say({ path, version: null, zxid })
}

/** One transaction: a znode is set, one comes, and the one that came with the last goes. */
async function changeAtOnce(path: ZnodePath) {
  const stat = await current(path)
  if (!stat) return
  const { version, czxid } = stat
  const made = childOf(root, randomUUID())
  const steps: ChangeStep[] = [
    { op: 'set', path, version, czxid, data: Buffer.from(randomUUID()) },
    { op: 'create', path: made, data: Buffer.from('set') },
    ...(last ? [{ op: 'delete' as const, ...last }] : []),
  ]
  const { zxid } = await commitChangeSet(writing, steps)
  say({ path, version: version + 1, zxid })
  say({ path: made, version: 0, zxid })
  if (last) say({ path: last.path, version: null, zxid })
  last = { path: made, version: 0, czxid: zxid }
}
let last: Seen | undefined

await gateway.connected('write')
while ((await history.resolveOnce()) > 0);
say({ ready: true })
for (let turn = 0; ; turn++) {
  if (turn % 4 === 3) await comeAndGo()
  else if (turn % 4 === 1) await changeAtOnce(childOf(root, `n${turn % 3}`))
  else await setOne(childOf(root, `n${turn % 3}`))
}
