import { promisify } from 'node:util'
import zookeeper from 'node-zookeeper-client'
import type { Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'

type Callback<T> = (error: Error | null, answer: T) => void
type Bytes = Buffer | null
type Long = 'czxid' | 'mzxid' | 'pzxid' | 'ctime' | 'mtime' | 'ephemeralOwner'
/** Longs are the eight bytes that came. */
type RawStat = { readonly [Field in keyof Stat]: Field extends Long ? Buffer : number }
type Mode = 'PERSISTENT' | 'EPHEMERAL'

type StockTransaction = {
  create(path: string, data: Bytes): StockTransaction
  remove(path: string, version: number): StockTransaction
  commit(callback: Callback<unknown>): void
}

/** The part of node-zookeeper-client's own API that specs use. */
type StockClient = {
  once(event: 'connected', listener: () => void): void
  connect(): void
  close(): void
  getSessionId(): Buffer
  create(path: string, data: Bytes, acls: unknown, mode: number, callback: Callback<string>): void
  setData(path: string, data: Bytes, version: number, callback: Callback<RawStat>): void
  getData(path: string, callback: (error: Error | null, data: Bytes, stat: RawStat) => void): void
  getData(path: string, watcher: () => void, callback: (error: Error | null) => void): void
  setACL(path: string, acls: unknown[], version: number, callback: Callback<RawStat>): void
  getChildren(path: string, callback: Callback<string[]>): void
  exists(path: string, callback: Callback<RawStat | null>): void
  remove(path: string, version: number, callback: Callback<undefined>): void
  transaction(): StockTransaction
}

type Stock = {
  createClient(connect: string, options: { sessionTimeout: number }): StockClient
  readonly CreateMode: Readonly<Record<Mode, number>>
  readonly Permission: { readonly ALL: number }
  readonly Id: new (scheme: string, id: string) => object
  readonly ACL: new (permission: number, id: object) => object
}

/** The engine's own declaration of the package names only what the engine uses. */
function stock(): Stock {
  return zookeeper as unknown as Stock
}

type Read = { readonly data: Bytes; readonly version: number; readonly stat: Stat }

/** Another program that uses the same ensemble: the stock Node client, with promises. */
export type ForeignClient = {
  create(path: string, data?: string | Bytes, mode?: Mode): Promise<void>
  /** Creates `names` below `parent` without data, a thousand per request. */
  createMany(parent: string, names: readonly string[]): Promise<void>
  set(path: string, data: string | Bytes): Promise<void>
  get(path: string): Promise<Read>
  exists(path: string): Promise<boolean>
  children(path: string): Promise<string[]>
  /** Sets a watch on the data of `path`; what it tells is ignored. */
  watch(path: string): Promise<void>
  remove(path: string): Promise<void>
  /** Removes `path` and everything below it. */
  removeAll(path: string): Promise<void>
  /** Leaves the znode to a digest user that nobody here is. */
  lock(path: string): Promise<void>
  close(): void
}

const BATCH = 1_000

/** Connects the stock client as it is, with callbacks. */
export async function openStockClient(connectString: string): Promise<StockClient> {
  const client = stock().createClient(connectString, { sessionTimeout: 10_000 })
  const connected = new Promise<void>((done) => client.once('connected', done))
  client.connect()
  await connected
  return client
}

/** Connects the stock client. */
export async function connectForeignClient(connectString: string): Promise<ForeignClient> {
  const client = await openStockClient(connectString)
  return { ...reading(client), ...writing(client), close: () => client.close() }
}

function reading(client: StockClient) {
  const { exists, getChildren } = bound(client)
  return {
    get: (path: string) =>
      new Promise<Read>((done, failed) => {
        client.getData(path, (error, data, raw) => {
          if (error) return failed(error)
          const stat = toStat(raw)
          done({ data: data ?? null, version: stat.version, stat })
        })
      }),
    exists: async (path: string) => (await exists(path)) !== null,
    children: (path: string) => getChildren(path),
    watch: (path: string) =>
      new Promise<void>((done, failed) => {
        const ignore = () => undefined
        client.getData(path, ignore, (error) => (error ? failed(error) : done()))
      }),
  }
}

function writing(client: StockClient) {
  const { exists, getChildren, create, setData, setACL, remove } = bound(client)
  const { CreateMode, Permission, ACL, Id } = stock()
  const removeTree = async (path: string): Promise<void> => {
    const names = await getChildren(path).catch(() => [])
    for (let from = 0; from < names.length; from += BATCH) {
      const batch = names.slice(from, from + BATCH)
      await Promise.all(batch.map((name) => removeTree(`${path}/${name}`)))
    }
    await remove(path, -1)
  }
  return {
    create: async (path: string, data: string | Bytes = null, mode: Mode = 'PERSISTENT') => {
      await create(path, toBytes(data), undefined, CreateMode[mode])
    },
    createMany: async (parent: string, names: readonly string[]) => {
      for (let from = 0; from < names.length; from += BATCH) {
        const batch = client.transaction()
        for (const name of names.slice(from, from + BATCH)) batch.create(`${parent}/${name}`, null)
        await promisify(batch.commit.bind(batch))()
      }
    },
    set: async (path: string, data: string | Bytes) => {
      await setData(path, toBytes(data), -1)
    },
    remove: async (path: string) => {
      await remove(path, -1)
    },
    removeAll: async (path: string) => {
      if ((await exists(path)) !== null) await removeTree(path)
    },
    lock: async (path: string) => {
      await setACL(path, [new ACL(Permission.ALL, new Id('digest', 'nobody:x'))], -1)
    },
  }
}

function bound(client: StockClient) {
  return {
    exists: promisify(client.exists.bind(client)),
    getChildren: promisify(client.getChildren.bind(client)),
    create: promisify(client.create.bind(client)),
    setData: promisify(client.setData.bind(client)),
    setACL: promisify(client.setACL.bind(client)),
    remove: promisify(client.remove.bind(client)),
  }
}

function toBytes(data: string | Bytes): Bytes {
  return typeof data === 'string' ? Buffer.from(data) : data
}

/** Written anew rather than taken from the engine: what checks the engine must not share its faults. */
function toStat(raw: RawStat): Stat {
  const hex = (bytes: Buffer): Hex64 => `0x${bytes.readBigUInt64BE().toString(16)}`
  const time = (bytes: Buffer) => Number(bytes.readBigInt64BE())
  return {
    czxid: hex(raw.czxid),
    mzxid: hex(raw.mzxid),
    pzxid: hex(raw.pzxid),
    ctime: time(raw.ctime),
    mtime: time(raw.mtime),
    version: raw.version,
    cversion: raw.cversion,
    aversion: raw.aversion,
    ephemeralOwner: hex(raw.ephemeralOwner),
    dataLength: raw.dataLength,
    numChildren: raw.numChildren,
  }
}
