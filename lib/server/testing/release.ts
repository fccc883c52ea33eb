import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { connectForeignClient, type ForeignClient } from '@/e2e/foreign/stock-client'
import type { AvailableRelease } from '@/e2e/zookeeper/releases'
import { SASL_USER } from '@/e2e/zookeeper/sasl'
import { type SecuredZooKeeper, startSecuredZooKeeper } from '@/e2e/zookeeper/secured'
import type { AnswerOf } from '@/lib/api/operation'
import * as api from '@/lib/api/znode'
import type { ZnodePath } from '@/lib/znode/path'
import { type Call, callsOf } from './call'
import { base64, startSite, type TestSite } from './site'

/** The chroot of the cluster `inside`. */
export const CHROOT = '/a/b'

/** One release of ZooKeeper, a site that is signed in to, and somebody else who writes. */
export type ReleaseStage = {
  readonly zookeeper: SecuredZooKeeper
  readonly foreign: ForeignClient
  readonly site: TestSite
  /** Calls of one of its clusters: `main`, `inside` a chroot, with `digest`, `sasl` or `tls`. */
  readonly by: (cluster: string) => Call
  readonly read: (path: ZnodePath, call?: Call) => Promise<AnswerOf<typeof api.readZnode>>
  readonly create: (
    path: ZnodePath,
    text: string,
    call?: Call,
    more?: object,
  ) => Promise<AnswerOf<typeof api.createZnode>>
}

/** Starts before the tests of a release, and ends after them. */
export function releaseStage({ release, installation }: AvailableRelease): ReleaseStage {
  let folder = ''
  let stage: Pick<ReleaseStage, 'zookeeper' | 'foreign' | 'site'> | undefined

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vivarium-release-'))
    const zookeeper = await startSecuredZooKeeper({
      installation,
      hasTls: release !== '3.4',
      config: { enforceQuota: true },
      // FIPS mode, which the newest release starts in, has no DIGEST-MD5.
      javaOptions: ['-Dzookeeper.fips-mode=false'],
    })
    const foreign = await connectForeignClient(zookeeper.server.connectString)
    for (const path of ['/a', CHROOT]) await foreign.create(path)
    const file = join(folder, 'vivarium.json')
    writeFileSync(file, JSON.stringify({ clusters: clustersOf(zookeeper) }))
    stage = { zookeeper, foreign, site: startSite({ VIVARIUM_CONFIG: file }) }
  })
  afterAll(async () => {
    await stage?.site.close()
    stage?.foreign.close()
    await stage?.zookeeper.stop()
    rmSync(folder, { recursive: true })
  })

  const started = () => {
    if (!stage) throw new Error('not started yet')
    return stage
  }
  const by = (cluster: string) => callsOf(started().site, cluster)
  return {
    get zookeeper() {
      return started().zookeeper
    },
    get foreign() {
      return started().foreign
    },
    get site() {
      return started().site
    },
    by,
    read: (path, call = by('main')) =>
      call(api.readZnode, znode.GET, { query: { path, fresh: 'true' } }),
    create: (path, text, call = by('main'), more = {}) =>
      call(api.createZnode, znode.POST, { body: { path, data: base64(text), ...more } }),
  }
}

/** One cluster for each way to speak to the server. */
function clustersOf({ server, tls }: SecuredZooKeeper): object[] {
  const connect = server.connectString
  const { username, password } = SASL_USER
  const quiet = { historyPaths: [] }
  const plain = [
    { id: 'main', connect, connectTimeoutMs: 500 },
    { id: 'inside', connect: `${connect}${CHROOT}`, ...quiet },
    { id: 'digest', connect, auth: ['digest ada:secret'], ...quiet },
    { id: 'sasl', connect, saslUsername: username, saslPassword: password, ...quiet },
  ]
  if (!tls) return plain
  const { caFile, clientFile, clientKeyFile } = tls.certificates
  const files = { tlsCa: caFile, tlsCert: clientFile, tlsKey: clientKeyFile }
  return [...plain, { id: 'tls', connect: `127.0.0.1:${tls.securePort}`, ...files, ...quiet }]
}
