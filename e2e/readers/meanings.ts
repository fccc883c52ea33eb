import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** How two texts stand to each other, as a reader that is not ours reads them. */
export type Verdict = 'same' | 'order' | 'differ' | 'unreadable'

export type Pair = { readonly before: string; readonly after: string }

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

const CANDIDATES = ['/usr/bin/python3', 'python3']

/** A Python that has PyYAML and tomllib; undefined where there is none. CI installs it. */
export const readingPython = CANDIDATES.find(
  (python) => spawnSync(python, ['-c', 'import yaml, tomllib'], { stdio: 'ignore' }).status === 0,
)

/** A process that answers each line with one. */
class LineProcess {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: Interface
  readonly #waiting: Array<(line: string) => void> = []
  readonly #failures: Array<(error: Error) => void> = []

  constructor(command: string, parameters: readonly string[]) {
    this.#child = spawn(command, parameters)
    this.#child.stderr.setEncoding('utf8')
    let said = ''
    this.#child.stderr.on('data', (text) => {
      said += text
    })
    this.#child.on('close', () => {
      for (const fail of this.#failures.splice(0)) fail(new Error(`${command} ended: ${said}`))
    })
    this.#lines = createInterface({ input: this.#child.stdout })
    this.#lines.on('line', (line) => {
      this.#failures.shift()
      this.#waiting.shift()?.(line)
    })
  }

  ask(line: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve)
      this.#failures.push(reject)
      this.#child.stdin.write(`${line}\n`)
    })
  }

  stop(): void {
    this.#child.stdin.end()
  }
}

/** Readers of every keyed format that share no code with ours, in processes of their own. */
export class ForeignReaders {
  readonly #python: LineProcess
  #java: LineProcess | undefined

  constructor(python: string) {
    this.#python = new LineProcess(python, [here('./meanings.py')])
  }

  /** What Python's readers, or Java's of properties, say of each pair. */
  async compare(format: string, pairs: readonly Pair[]): Promise<Verdict[]> {
    if (format === 'properties') return Promise.all(pairs.map((pair) => this.#askJava(pair)))
    const items = pairs.map(({ before, after }) => [format, before, after])
    return JSON.parse(await this.#python.ask(JSON.stringify(items)))
  }

  async #askJava({ before, after }: Pair): Promise<Verdict> {
    this.#java ??= new LineProcess('java', [here('./Meanings.java')])
    const encode = (text: string) => Buffer.from(text).toString('base64')
    return (await this.#java.ask(`${encode(before)} ${encode(after)}`)) as Verdict
  }

  stop(): void {
    this.#python.stop()
    this.#java?.stop()
  }
}
