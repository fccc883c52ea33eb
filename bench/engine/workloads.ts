import { toPath } from '@/lib/znode/path'

/** Requests on their way at once, in every client that can have more than one. */
export const WINDOW = 1_000
export const VALUE_BYTES = 1_024
export const VALUES = 1_000
export const GETS = 20_000
export const WIDE_NAMES = 100_000
export const LISTINGS = 5
export const TREE_TOPS = 100
export const TREE_LEAVES = 999
export const CREATES = 20_000
export const CREATED_BYTES = 100

/** What every client works on; `bench/peers` spell the same paths and numbers. */
export const VALUES_PATH = toPath('/bench/values')
export const WIDE_PATH = toPath('/bench/wide')
export const TREE_PATH = toPath('/bench/tree')
export const CREATED_PATH = toPath('/bench/created')

/** `ls-R` is zkCli's way to crawl, measured in the Java client's process. */
export const WORKLOADS = ['get', 'list', 'crawl', 'create', 'ls-R'] as const

export type Workload = (typeof WORKLOADS)[number]

export const TITLES: Readonly<Record<Workload, string>> = {
  get: '20,000 getData of 1 KiB',
  list: 'getChildren of 100,000 names × 5',
  crawl: 'crawl of 100,000 znodes',
  create: 'create 20,000',
  'ls-R': 'crawl of 100,000 znodes',
}

/** What a client must have counted: bytes read, names listed, znodes found or created. */
export const COUNTS: Readonly<Record<Workload, number>> = {
  get: GETS * VALUE_BYTES,
  list: WIDE_NAMES * LISTINGS,
  crawl: TREE_TOPS * (TREE_LEAVES + 1) + 1,
  create: CREATES,
  'ls-R': TREE_TOPS * (TREE_LEAVES + 1) + 1,
}
