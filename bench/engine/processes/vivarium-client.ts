import { nodeWorks } from '@/bench/engine/node-works'
import { serveWorkloads } from '@/bench/engine/serve-workloads'
import { openDemoSession } from '@/e2e/demo/demo-session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { toPath } from '@/lib/znode/path'

const session = await openDemoSession(process.argv[2] ?? '')
const works = nodeWorks({
  getData: (path, done) => {
    session.getData(toPath(path)).then(({ value }) => done(null, value.data?.length ?? 0), done)
  },
  getChildren: (path, done) => {
    session.getChildren(toPath(path)).then(({ value }) => done(null, value.names), done)
  },
  create: (path, data, done) => {
    const how = { mode: 'persistent', acl: OPEN_ACL } as const
    session.create(toPath(path), data, how).then((created) => done(null, created), done)
  },
})

await serveWorkloads('Vivarium', works)
await session.close()
