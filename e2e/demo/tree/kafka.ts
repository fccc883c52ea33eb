import { bare, compactJson, type SeededZnode, text } from './seeded-znode'

const BROKERS = [1, 2, 3] as const
const TOPICS = [
  ['orders', 6],
  ['payments', 6],
  ['shipments', 3],
  ['page-views', 12],
  ['audit', 1],
  ['__consumer_offsets', 8],
] as const

/** The tree a Kafka cluster of the 2.x line leaves; its ephemerals belong to the registrar. */
export function kafka(): SeededZnode[] {
  return [
    bare('/brokers/ids'),
    compactJson('/brokers/seqid', null),
    ...TOPICS.flatMap(([name, partitions]) => topic(name, partitions)),
    compactJson('/cluster/id', { version: '1', id: 'Qm2tq0yQSRWzJ1nZp4n1Ag' }),
    text('/controller_epoch', '17'),
    bare('/admin/delete_topics'),
    bare('/isr_change_notification'),
    ...TOPICS.map(([name]) =>
      compactJson(`/config/topics/${name}`, {
        version: 1,
        config: name === 'audit' ? { 'retention.ms': '-1', 'cleanup.policy': 'compact' } : {},
      }),
    ),
  ]
}

function topic(name: string, partitions: number): SeededZnode[] {
  const root = `/brokers/topics/${name}`
  const ids = Array.from({ length: partitions }, (_, id) => id)
  const replicas = (id: number) => [0, 1, 2].map((step) => BROKERS[(id + step) % 3])
  const assignment = Object.fromEntries(ids.map((id) => [id, replicas(id)]))
  return [
    compactJson(root, { version: 2, partitions: assignment, adding_replicas: {} }),
    ...ids.map((id) =>
      compactJson(`${root}/partitions/${id}/state`, {
        controller_epoch: 17,
        leader: replicas(id)[0],
        version: 1,
        leader_epoch: 4 + (id % 3),
        isr: id === 5 ? replicas(id).slice(0, 2) : replicas(id),
      }),
    ),
  ]
}
