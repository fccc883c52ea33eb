import type { TimerId } from '@/lib/client/transport/environment'
import { Hub, type HubWorld } from './hub'
import type { FromTab, TabLine } from './line'

export type SwitchboardWorld = {
  /** How a cluster's stream is reached on a server below the path `basePath`. */
  readonly reach: (cluster: string, basePath: string) => HubWorld
  readonly uuid: () => string
  readonly now: () => number
  readonly setTimer: (run: () => void, ms: number) => TimerId
}

/** What a tab's line has come to. */
type Connection = { readonly tab: TabLine; hub: Hub | undefined; heard: number }

/** How often each tab is asked whether it is there, and after how long it counts as gone (ms). */
const ASK_MS = 5_000
const GONE_MS = 15_000

/**
 * Connects tabs with the hubs of their clusters. A tab that crashed or sleeps closes no line, so
 * that each is asked: an answer to a message is not held back in the background, as timers are.
 */
export class Switchboard {
  readonly #world: SwitchboardWorld
  readonly #hubs = new Map<string, Hub>()
  readonly #connections = new Set<Connection>()

  constructor(world: SwitchboardWorld) {
    this.#world = world
    this.#plan()
  }

  /** Takes a tab's line; answers what takes in its messages. */
  connect(tab: TabLine): (message: FromTab) => void {
    const connection: Connection = { tab, hub: undefined, heard: this.#world.now() }
    this.#connections.add(connection)
    tab.say({ type: 'welcome' })
    return (message) => this.#take(connection, message)
  }

  #take(connection: Connection, message: FromTab): void {
    const { tab } = connection
    connection.heard = this.#world.now()
    switch (message.type) {
      case 'open':
        connection.hub = this.#hubOf(message.cluster, message.basePath)
        connection.hub.join(tab)
        return
      case 'interest':
        connection.hub?.setInterest(tab, message.ask, message.interest)
        return
      case 'close':
        this.#drop(connection)
    }
  }

  #hubOf(cluster: string, basePath: string): Hub {
    const key = `${basePath} ${cluster}`
    const known = this.#hubs.get(key)
    if (known) return known
    const hub = new Hub(this.#world.uuid(), this.#world.reach(cluster, basePath))
    this.#hubs.set(key, hub)
    return hub
  }

  #drop(connection: Connection): void {
    this.#connections.delete(connection)
    connection.hub?.leave(connection.tab)
  }

  #plan(): void {
    this.#world.setTimer(() => {
      const now = this.#world.now()
      for (const connection of [...this.#connections])
        if (now - connection.heard > GONE_MS) this.#drop(connection)
        else connection.tab.say({ type: 'there?' })
      this.#plan()
    }, ASK_MS)
  }
}
