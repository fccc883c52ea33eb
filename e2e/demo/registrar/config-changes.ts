import { randomInt } from 'node:crypto'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { toPath, type ZnodePath } from '@/lib/znode/path'
import type { Kept, Open } from './registration'

const EVERY_MS = 5_000

/** What an operator would change by hand: the path, and the next value made of the last. */
const CHANGES: ReadonlyArray<readonly [ZnodePath, (text: string) => string]> = [
  [toPath('/config/limits/requests-per-second'), () => String(randomInt(20, 60) * 10)],
  [toPath('/config/feature-flags/new-checkout'), withPercent],
  [toPath('/config/feature-flags/fast-search'), withPercent],
  [toPath('/config/services/search/replicas'), () => String(randomInt(2, 8))],
]

function withPercent(text: string): string {
  return text.replace(/"percent": \d+/, `"percent": ${randomInt(0, 21) * 5}`)
}

/** Changes a value every few seconds, never over what somebody else has written meanwhile. */
export async function keepChanging(open: Open): Promise<Kept> {
  const session = await open()
  const timer = setInterval(() => {
    const [path, next] = CHANGES[randomInt(CHANGES.length)] ?? []
    if (path && next) change(session, path, next).catch((error) => console.error(String(error)))
  }, EVERY_MS)
  return {
    count: 0,
    close: () => {
      clearInterval(timer)
      return session.close()
    },
  }
}

async function change(session: ZooKeeperSession, path: ZnodePath, next: (text: string) => string) {
  const { data, stat } = (await session.getData(path)).value
  await session.setData(path, Buffer.from(next(String(data ?? ''))), stat.version)
}
