import { startTethered } from '@/bin/tethered-process.mjs'

export type Writers = {
  /** Changes that ZooKeeper acknowledged so far. */
  readonly operations: () => number
  /** Lets every writer finish, so that its session is closed and its ephemerals are gone. */
  readonly stop: () => Promise<void>
}

type Options = {
  readonly connectString: string
  readonly root: string
  readonly seed: number
  /** Writers at a time, and the changes that each tries per second. */
  readonly count: number
  readonly rate: number
}

const STOP_WITHIN = 10_000

/** Keeps foreign processes changing the tree below `root`; one that ends is followed by another. */
export function startWriters(options: Options): Writers {
  let operations = 0
  let isStopping = false
  let starts = 0
  const running = Array.from({ length: options.count }, begin)

  function begin() {
    const { connectString, root, seed, rate } = options
    starts += 1
    const writer = startTethered({
      command: process.execPath,
      args: ['e2e/foreign/writer.mjs', connectString, root, `${seed * 1_000 + starts}`, `${rate}`],
      output: 'pipe',
    })
    // One line per change.
    writer.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      operations += text.split('\n').length - 1
    })
    return writer
  }

  async function keep(index: number): Promise<void> {
    while (!isStopping) {
      await running[index]?.exited
      if (!isStopping) running[index] = begin()
    }
  }
  const kept = running.map((_, index) => keep(index))

  return {
    operations: () => operations,
    stop: async () => {
      isStopping = true
      await Promise.all(running.map((writer) => writer.stop(STOP_WITHIN)))
      await Promise.all(kept)
    },
  }
}
