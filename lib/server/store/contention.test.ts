import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import { Store } from './store'

let postgres: PostgresServer
let replicas: readonly [Store, Store]

beforeAll(async () => {
  postgres = await startPostgres()
  const open = () => new Store({ kind: 'postgres', url: postgres.url })
  replicas = [open(), open()]
})

afterAll(async () => {
  for (const store of replicas) await store.close()
  await postgres.stop()
})

const content = (hash: string) => ({
  ...{ hash, encoding: 'raw' as const, bytes: Buffer.from([0, 255]), stored: 2 },
  touched_at: 1_732_555_555_123,
})

test('of two replicas that stand in each other’s way both come through', async () => {
  let tries = 0
  let meet: () => void = () => undefined
  const met = new Promise<void>((resolve) => {
    meet = resolve
  })
  const touch = (store: Store, first: string, second: string) =>
    store.use((db) =>
      db.transaction().execute(async (within) => {
        const insert = (hash: string) =>
          within
            .insertInto('content')
            .values(content(hash))
            .onConflict((conflict) => conflict.column('hash').doUpdateSet({ touched_at: 1 }))
            .execute()
        await insert(first)
        tries += 1
        if (tries === 2) meet()
        await met
        await insert(second)
      }),
    )
  const [one, other] = replicas
  await Promise.all([touch(one, 'a', 'b'), touch(other, 'b', 'a')])
  const found = await one.use((db) =>
    db.selectFrom('content').select('hash').orderBy('hash').execute(),
  )
  expect(found.map(({ hash }) => hash)).toEqual(['a', 'b'])
  expect(tries).toBe(3)
})
