import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, type TestContext, test } from 'vitest'
import { type Mischief, startHostileProxy } from '@/e2e/zookeeper/hostile-proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { eventually } from '@/lib/server/testing/sessions'
import { openCluster } from '@/lib/server/testing/watch-gateway'

/** The pill may be green so long after the last answer (I6, less the way to the screen). */
const PAUSED_WITHIN = 3_600
const SESSION_TIMEOUT = 1_500
/** Two thirds of the timeout until the connection is given up, and the next one. */
const ELSEWHERE_WITHIN = 2_500

let server: ZooKeeperServer

beforeAll(async () => {
  server = await startZooKeeper()
})
afterAll(() => server.stop())

/** A cluster of one hostile server, and of more. */
async function stage(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  mischief: Mischief | null,
  {
    more = [],
    sessionTimeout = SESSION_TIMEOUT,
  }: { more?: number[]; sessionTimeout?: number } = {},
) {
  const proxy = await startHostileProxy(server.port)
  proxy.turn(mischief)
  const { live, close } = openCluster([proxy.port, ...more], { sessionTimeout })
  onTestFinished(async () => {
    await close()
    await proxy.close()
  })
  live.attach('stream', null, () => undefined)
  return { proxy, live, isLive: () => live.state().state === 'live' }
}

/** How long `condition` took to come true (ms). */
async function took(condition: () => boolean): Promise<number> {
  const since = performance.now()
  await eventually(condition)
  return performance.now() - since
}

describe.concurrent.each(['mute', 'trickle', 'no-ping', 'flap'] as const)(
  'a server that is %s',
  (mischief) => {
    test('from the start is not called live, and is when it comes to its senses', async (context) => {
      const { expect } = context
      const { proxy, live, isLive } = await stage(context, mischief)
      let beginnings = 0
      for (let count = 0, before = false; count < 200; count++) {
        await sleep(10)
        if (isLive() && !before) beginnings += 1
        before = isLive()
      }
      // One connection that is lost soon may be chance; of more nobody can think so.
      expect(beginnings).toBeLessThanOrEqual(mischief === 'flap' ? 2 : 0)
      expect(live.state().cause).not.toBeNull()
      proxy.turn(null)
      expect(await took(isLive)).toBeLessThan(ELSEWHERE_WITHIN)
    })

    test('later is not called live for longer than its last answer proves', async (context) => {
      const { expect } = context
      // So long a timeout that nothing but the missing answers can be the reason.
      const { proxy, live, isLive } = await stage(context, null, { sessionTimeout: 60_000 })
      await eventually(isLive)
      proxy.turn(mischief)
      expect(await took(() => !isLive())).toBeLessThan(PAUSED_WITHIN)
      expect(live.state().sessions.watch.cause).not.toBeNull()
    })

    test('is left for another one', async (context) => {
      const { expect } = context
      const { live, isLive } = await stage(context, mischief, { more: [server.port] })
      const isElsewhere = () => isLive() && live.state().server === server.connectString
      expect(await took(isElsewhere)).toBeLessThan(ELSEWHERE_WITHIN)
    })
  },
)
