import zookeeper from 'node-zookeeper-client'

/** A process that registers itself and lives until it is killed: its session then expires. */
const [connectString, path] = process.argv.slice(2)
const client = zookeeper.createClient(connectString, { sessionTimeout: 2_000 })
client.once('connected', () => {
  client.create(path, Buffer.from('{}'), zookeeper.CreateMode.EPHEMERAL, (error) => {
    if (error) throw error
  })
})
client.connect()
