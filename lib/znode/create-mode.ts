/** The ways to create a znode and ZooKeeper's flag for each (CreateMode of 3.8). */
export const CREATE_FLAGS = {
  persistent: 0,
  ephemeral: 1,
  'persistent-sequential': 2,
  'ephemeral-sequential': 3,
  container: 4,
  'persistent-ttl': 5,
  'persistent-sequential-ttl': 6,
} as const

export type CreateMode = keyof typeof CREATE_FLAGS
