import { expect, test } from 'vitest'
import { Link, type Terrain } from '@/e2e/simulation/network/link'
import { Chance } from '@/e2e/simulation/time/chance'
import { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import { openSession } from '@/lib/server/zookeeper/client/open-session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { Ensemble, HOSTS } from './ensemble'

const path = (spelled: string) => spelled as ZnodePath

/** A session of the real engine with the fake ensemble, one packet in five of which is slow. */
function stage(seed: number) {
  const clock = new VirtualClock()
  const chance = new Chance(seed)
  const ensemble = new Ensemble(clock, chance, { hasWatches: true, hidesStats: false })
  const delay = () => chance.between(1, chance.odds(0.2) ? 300 : 10)
  const weather = { delay, cutAfter: () => undefined }
  const terrain: Terrain = { clock, weather, ensemble, reachable: () => true, mishap: () => 0 }
  const links: Link[] = []
  const session = openSession({
    servers: HOSTS.map((host) => ({ host, port: 2181 })),
    chroot: ROOT,
    sessionTimeout: 6_000,
    connectTimeout: 2_000,
    operationTimeout: 5_000,
    heartbeat: 1_000,
    maxFrameBytes: 1_000_000,
    maxValueBytes: 1_000,
    auth: [],
    allowReadOnly: false,
    world: {
      ...clock,
      random: chance.next,
      connect: ({ host }) => {
        const nothing = () => undefined
        const link = new Link(terrain, host, { asked: nothing, heard: nothing })
        links.push(link)
        return link.socket
      },
    },
  })
  const heard: string[] = []
  session.onNotification((event) => heard.push(`${event.type} ${event.path}`))
  const cut = () => links.at(-1)?.cut()
  return { clock, chance, ensemble, session, heard, cut }
}

async function watching(seed: number) {
  const staged = stage(seed)
  await staged.clock.pass(2_000)
  void staged.session.addWatch(ROOT, 'persistent-recursive')
  await staged.clock.pass(1_000)
  return staged
}

test('an event comes before every answer that shows its change, whoever lags', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { clock, chance, ensemble, session, heard } = await watching(seed)
    const early: string[] = []
    for (let count = 0; count < 40; count++) {
      for (const server of ensemble.servers) server.lag = chance.between(0, 200)
      const created = path(`/n${count}`)
      ensemble.commit([{ op: 'create', path: created }])
      void session.exists(created).then(({ value }) => {
        if (value && !heard.includes(`created ${created}`)) early.push(created)
      })
      await clock.pass(chance.between(0, 60))
    }
    await clock.pass(3_000)
    expect(heard).toHaveLength(40)
    expect(early).toEqual([])
  }
})

test('a read behind a sync shows every change that was committed before', async () => {
  const { clock, ensemble, session } = await watching(1)
  for (const server of ensemble.servers) server.lag = 800
  ensemble.commit([{ op: 'create', path: path('/late') }])
  const before = session.exists(path('/late'))
  void session.sync(ROOT)
  const behind = session.exists(path('/late'))
  await clock.pass(3_000)
  expect((await before).value).toBeNull()
  expect((await behind).value).not.toBeNull()
})

test('nothing that happened between two connections is announced', async () => {
  const { clock, ensemble, session, heard, cut } = await watching(1)
  cut()
  ensemble.commit([{ op: 'create', path: path('/missed') }])
  await clock.pass(2_000)
  expect(session.status).toBe('connected')
  ensemble.commit([{ op: 'create', path: path('/seen') }])
  await clock.pass(1_000)
  expect(heard).toEqual(['created /seen'])
})

test('an ACL change is silent, and so is what happens to a znode that may not be read', async () => {
  const { clock, ensemble, heard } = await watching(1)
  ensemble.commit([{ op: 'create', path: path('/a') }])
  ensemble.commit([{ op: 'acl', path: path('/a'), closed: true }])
  ensemble.commit([{ op: 'set', path: path('/a') }])
  ensemble.commit([{ op: 'delete', path: path('/a') }])
  await clock.pass(1_000)
  expect(heard).toEqual(['created /a'])
})
