import { openDemoSession } from './demo-session'
import { keepBrokers } from './registrar/brokers'
import { keepChanging } from './registrar/config-changes'
import { keepInstances } from './registrar/instances'

/**
 * Keeps service instances and brokers registered and changes a value now and then, until SIGTERM.
 * Prints `registered N` once all are there. Argument: the connect string.
 */
async function main(connect: string) {
  const open = () => openDemoSession(connect)
  const kept = await Promise.all([keepInstances(open), keepBrokers(open), keepChanging(open)])
  process.once('SIGTERM', () => {
    void Promise.all(kept.map(({ close }) => close())).finally(() => process.exit(0))
  })
  const registered = kept.reduce((sum, { count }) => sum + count, 0)
  console.log(`registered ${registered}`)
}

await main(process.argv[2] ?? '127.0.0.1:2181')
