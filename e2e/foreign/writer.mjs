import { setTimeout as sleep } from 'node:timers/promises'
import zookeeper from 'node-zookeeper-client'
import { mulberry32 } from './mulberry32.mjs'

/**
 * A process that changes a small tree at random, about `rate` times a second, and prints after
 * every change how many it has made. The stock client is not to be trusted after a lost
 * connection, so that the process then ends with code 3 and whoever started it starts the next.
 */
const [connectString, root, seed, rate] = process.argv.slice(2)

const DIRECTORIES = 10
const NAMES = 8
const LANES = 4
const DEADLINE = 5_000
/** Answers that a random change has to expect. */
const EXPECTED = new Set(['NO_NODE', 'NODE_EXISTS', 'NOT_EMPTY', 'NO_CHILDREN_FOR_EPHEMERALS'])

const { CreateMode } = zookeeper
const client = zookeeper.createClient(connectString, { sessionTimeout: 4_000 })
const chance = mulberry32(Number(seed))
let made = 0
let isEnding = false

const below = (count) => Math.floor(chance() * count)

const somePath = () => {
  const path = `${root}/d${below(DIRECTORIES)}/n${below(NAMES)}`
  return below(6) === 0 ? `${path}/x${below(2)}` : path
}
const someData = () => Buffer.from(`${seed}.${made} ${'.'.repeat(below(40))}`)
const promised = (start) =>
  new Promise((done, failed) => {
    start((error, answer) => (error ? failed(error) : done(answer)))
  })
const create = (path, mode) => promised((end) => client.create(path, someData(), mode, end))
const write = (path) => promised((end) => client.setData(path, someData(), -1, end))
const remove = (path) => promised((end) => client.remove(path, -1, end))

/** Sets the data, or creates the znode where there is none: few changes are tried in vain. */
function set(path) {
  return write(path).catch((error) => {
    if (error.name === 'NO_NODE') return create(path, CreateMode.PERSISTENT)
    throw error
  })
}

function replace(path) {
  const steps = client.transaction().remove(path, -1).create(path, someData())
  return promised((end) => steps.commit(end))
}

function changeSomething() {
  const path = somePath()
  const dice = below(100)
  if (dice < 70) return set(path)
  if (dice < 76) return create(path, CreateMode.EPHEMERAL)
  if (dice < 92) return remove(path)
  if (dice < 96) return replace(path)
  return Promise.all([remove(path), create(path, CreateMode.PERSISTENT)])
}

async function lane() {
  while (!isEnding) {
    const late = setTimeout(() => process.exit(3), DEADLINE)
    try {
      await changeSomething()
      made += 1
      console.log(made)
    } catch (error) {
      if (!EXPECTED.has(error.name)) process.exit(3)
    }
    clearTimeout(late)
    await sleep((1_000 * LANES) / Number(rate))
  }
}

process.on('SIGTERM', () => {
  isEnding = true
})
client.once('connected', async () => {
  await Promise.all(Array.from({ length: LANES }, lane))
  client.once('disconnected', () => process.exit(0))
  client.close()
})
client.connect()
