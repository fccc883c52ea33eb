/** What is used of node-zookeeper-client 1.1.3; its published types miss the parts below. */

declare module 'node-zookeeper-client' {
  import type ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js'

  export type Client = {
    connectionManager: ConnectionManager
    connect(): void
    close(): void
    addAuthInfo(scheme: string, auth: Buffer): void
    getSessionId(): Buffer
    getSessionPassword(): Buffer
    onConnectionManagerState(state: number): void
  }

  const zookeeper: {
    createClient(connectString: string, options: { sessionTimeout: number }): Client
  }
  export default zookeeper
}

declare module 'node-zookeeper-client/lib/ConnectionManager.js' {
  import { EventEmitter } from 'node:events'

  type Options = { sessionTimeout: number; spinDelay?: number }

  export default class ConnectionManager extends EventEmitter {
    static readonly STATES: {
      readonly DISCONNECTED: 0
      readonly CONNECTING: 1
      readonly CONNECTED: 2
      readonly CONNECTED_READ_ONLY: 3
      readonly CLOSING: -1
      readonly CLOSED: -2
      readonly SESSION_EXPIRED: -3
      readonly AUTHENTICATION_FAILED: -4
    }
    constructor(connectString: string, options: Options, onState: (state: number) => void)
    state: number
    sessionTimeout: number
    sessionId: Buffer
    sessionPassword: Buffer
    credentials: Array<{ scheme: string; auth: Buffer }>
    setState(state: number): void
    connect(): void
    close(): void
    queue(request: unknown, callback: unknown): void
  }
}
