import { version } from 'node-zookeeper-client/package.json'
import { nodeWorks } from '@/bench/engine/node-works'
import { serveWorkloads } from '@/bench/engine/serve-workloads'
import { openStockClient } from '@/e2e/foreign/stock-client'

const client = await openStockClient(process.argv[2] ?? '')
const works = nodeWorks({
  getData: (path, done) => client.getData(path, (error, data) => done(error, data?.length ?? 0)),
  getChildren: (path, done) => client.getChildren(path, done),
  create: (path, data, done) => client.create(path, data, undefined, 0, done),
})

await serveWorkloads(`node-zookeeper-client ${version}`, works)
client.close()
