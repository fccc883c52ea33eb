import { bare, compactJson, pseudoRandom, type SeededZnode, text } from './seeded-znode'

/** Queues, locks, counters and leases as Curator, kazoo and others lay them out. */
export function recipes(): SeededZnode[] {
  return [
    ...queue(),
    ...waitingLocks(),
    { path: '/counters/shared-count', data: Buffer.from('0000002a', 'hex') },
    { path: '/counters/atomic-long', data: Buffer.from('0000011f71fb04cb', 'hex') },
    text('/counters/kazoo', '1337'),
    compactJson('/leases/nightly-report/lease_holder', {
      version: 1,
      holder: 'nightly-report',
      end: '2026-11-23T21:48:02',
    }),
    bare('/barriers/migration'),
    ...patroni(),
  ]
}

function queue(): SeededZnode[] {
  const item = (body: string) =>
    Buffer.concat([
      Buffer.from('0001000101', 'hex'),
      lengthOf(body),
      Buffer.from(body),
      Buffer.from('02', 'hex'),
    ])
  return Array.from({ length: 25 }, (_, at) => ({
    path: `/queues/emails/queue-${sequence(at + 118)}`,
    data: item(`{"job":${at + 118},"to":"customer-${at}@example.com"}`),
  }))
}

function lengthOf(body: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(body))
  return length
}

/** A lock with waiters whose names do not sort in the order of their turn. */
function waitingLocks(): SeededZnode[] {
  const random = pseudoRandom(11)
  return Array.from({ length: 6 }, (_, at) => {
    const id = uuid(random)
    return text(`/locks/schema-migration/_c_${id}-lock-${sequence(at + 41)}`, `10.0.0.${20 + at}`)
  })
}

function patroni(): SeededZnode[] {
  const root = '/service/postgres'
  return [
    text(`${root}/initialize`, '7437290134567890123'),
    compactJson(`${root}/config`, { ttl: 30, loop_wait: 10, maximum_lag_on_failover: 1_048_576 }),
    compactJson(`${root}/history`, [
      [1, 67_417_048, 'no recovery target specified', '2026-11-23T20:39:54.606664+00:00', 'pg3'],
    ]),
    compactJson(`${root}/status`, { optime: 67_108_960 }),
  ]
}

/** The ten digits ZooKeeper appends. */
function sequence(number: number): string {
  return String(number).padStart(10, '0')
}

function uuid(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
