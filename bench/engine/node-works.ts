import type { Work } from './serve-workloads'
import * as work from './workloads'

/** Without an answer, `error` says why. */
type Done<T> = (error: unknown, answer?: T) => void

/** What both Node clients are asked for: one request per call, answered once. */
export type NodeClient = {
  /** Answers the bytes of data. */
  readonly getData: (path: string, done: Done<number>) => void
  readonly getChildren: (path: string, done: Done<readonly string[]>) => void
  readonly create: (path: string, data: Buffer, done: Done<unknown>) => void
}

const DATA = Buffer.alloc(work.CREATED_BYTES, 'x')

/** The workloads of a Node client, a window of requests under way at a time. */
export function nodeWorks(client: NodeClient): Record<Exclude<work.Workload, 'ls-R'>, Work> {
  return {
    get: () => getValues(client),
    list: () => listWide(client),
    crawl: () => crawlTree(client),
    create: () => createMany(client),
  }
}

async function getValues({ getData }: NodeClient): Promise<number> {
  let bytes = 0
  await windowed<number>(
    work.GETS,
    (index, done) => getData(`${work.VALUES_PATH}/v${index % work.VALUES}`, done),
    (length) => {
      bytes += length
    },
  )
  return bytes
}

async function listWide({ getChildren }: NodeClient): Promise<number> {
  let names = 0
  for (let time = 0; time < work.LISTINGS; time++) {
    names += await new Promise<number>((resolve, reject) => {
      getChildren(work.WIDE_PATH, (error, found) => (found ? resolve(found.length) : reject(error)))
    })
  }
  return names
}

async function createMany({ create }: NodeClient): Promise<number> {
  let created = 0
  await windowed<unknown>(
    work.CREATES,
    (index, done) => create(`${work.CREATED_PATH}/c${index}`, DATA, done),
    () => {
      created++
    },
  )
  return created
}

function windowed<T>(
  count: number,
  start: (index: number, done: Done<T>) => void,
  take: (answer: T) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0
    let finished = 0
    const done: Done<T> = (error, answer) => {
      if (answer === undefined) return reject(error)
      take(answer)
      finished++
      if (finished === count) resolve()
      else if (next < count) start(next++, done)
    }
    while (next < Math.min(count, work.WINDOW)) start(next++, done)
  })
}

function crawlTree({ getChildren }: NodeClient): Promise<number> {
  return new Promise((resolve, reject) => {
    const found: string[] = [work.TREE_PATH]
    let next = 0
    let underWay = 0
    const visit = () => {
      while (underWay < work.WINDOW && next < found.length) {
        const path = found[next++] ?? ''
        underWay++
        getChildren(path, (error, names) => {
          if (!names) return reject(error)
          underWay--
          for (const name of names) found.push(`${path}/${name}`)
          if (underWay === 0 && next === found.length) resolve(found.length)
          else visit()
        })
      }
    }
    visit()
  })
}
