import { type Announcement, type Kept, keepRegistered, type Open } from './registration'

const IDS = [1, 2, 3] as const

/** Three Kafka brokers, the first of them the controller. They stay. */
export async function keepBrokers(open: Open): Promise<Kept> {
  const brokers = await Promise.all(IDS.map(async (id) => ({ id, session: await open() })))
  await Promise.all(brokers.map(({ id, session }) => keepRegistered(session, announcementsOf(id))))
  return {
    count: brokers.length,
    close: async () => {
      await Promise.all(brokers.map(({ session }) => session.close()))
    },
  }
}

function announcementsOf(id: number): Announcement[] {
  const host = `kafka-${id}.internal`
  const timestamp = String(Date.now())
  const broker: Announcement = {
    path: `/brokers/ids/${id}`,
    mode: 'ephemeral',
    data: JSON.stringify({
      features: {},
      listener_security_protocol_map: { PLAINTEXT: 'PLAINTEXT' },
      endpoints: [`PLAINTEXT://${host}:9092`],
      jmx_port: 9999,
      port: 9092,
      host,
      version: 5,
      timestamp,
      rack: `eu-${id}`,
    }),
  }
  const controller: Announcement = {
    path: '/controller',
    mode: 'ephemeral',
    data: JSON.stringify({ version: 2, brokerid: id, timestamp, kraftControllerEpoch: -1 }),
  }
  return id === 1 ? [broker, controller] : [broker]
}
