import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { type Announcement, type Kept, keepRegistered, type Open } from './registration'

const SERVICES = ['billing', 'catalog', 'checkout', 'gateway', 'inventory', 'search'] as const
const INSTANCES_EACH = 5
/** So many of each service compete to lead it. */
const CANDIDATES = 3

type Slot = { readonly service: number; readonly instance: number; session: ZooKeeperSession }

/** Thirty service instances, each in its own session; every few seconds one restarts. */
export async function keepInstances(open: Open): Promise<Kept> {
  const places = SERVICES.flatMap((_, service) =>
    Array.from({ length: INSTANCES_EACH }, (_, instance) => ({ service, instance })),
  )
  const slots = await Promise.all(
    places.map(async (place) => ({ ...place, session: await open() })),
  )
  await Promise.all(slots.map(register))
  const stopping = new AbortController()
  void restartNowAndThen(slots, open, stopping.signal)
  return {
    count: slots.length,
    close: async () => {
      stopping.abort()
      await Promise.all(slots.map(({ session }) => session.close()))
    },
  }
}

function register(slot: Slot): Promise<void> {
  return keepRegistered(slot.session, announcementsOf(slot))
}

async function restartNowAndThen(slots: readonly Slot[], open: Open, stopping: AbortSignal) {
  for (;;) {
    await pause(randomInt(1_500, 4_000))
    const slot = slots[randomInt(slots.length)]
    if (stopping.aborted || !slot) return
    await slot.session.close()
    await pause(randomInt(700, 2_500))
    if (stopping.aborted) return
    await restart(slot, open).catch((error) => console.error(String(error)))
  }
}

async function restart(slot: Slot, open: Open): Promise<void> {
  slot.session = await open()
  await register(slot)
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}

function announcementsOf({ service, instance }: Slot): Announcement[] {
  const name = SERVICES[service] ?? SERVICES[0]
  const id = `${name}-${instance + 1}-${randomBytes(2).toString('hex')}`
  const address = `10.0.${service + 1}.${20 + instance}`
  const registration: Announcement = {
    path: `/services/${name}/${id}`,
    data: serviceInstance(name, id, address, 8080 + service),
    mode: 'ephemeral',
  }
  const candidacy: Announcement = {
    path: `/leaders/${name}/_c_${randomUUID()}-latch-`,
    data: `${name}-${instance}`,
    mode: 'ephemeral-sequential',
  }
  return instance < CANDIDATES ? [registration, candidacy] : [registration]
}

/** JSON as Curator's service discovery writes it. */
function serviceInstance(name: string, id: string, address: string, port: number): string {
  return JSON.stringify({
    name,
    id,
    address,
    port,
    sslPort: null,
    payload: {
      '@class': 'com.example.discovery.Payload',
      version: `1.${randomInt(3, 6)}.${randomInt(10)}`,
      zone: `eu-${randomInt(1, 4)}`,
      weight: 10,
    },
    registrationTimeUTC: Date.now(),
    serviceType: 'DYNAMIC',
    uriSpec: {
      parts: [
        { value: 'scheme', variable: true },
        { value: '://', variable: false },
        { value: 'address', variable: true },
        { value: ':', variable: false },
        { value: 'port', variable: true },
      ],
    },
    enabled: true,
  })
}
