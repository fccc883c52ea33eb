import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { LineProcess } from './line-process'

/** How two texts stand to each other, as a reader that is not ours reads them. */
export type Verdict = 'same' | 'order' | 'differ' | 'unreadable'

export type Pair = { readonly before: string; readonly after: string }

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

const CANDIDATES = ['/usr/bin/python3', 'python3']

/** A Python that has PyYAML and tomllib; undefined where there is none. CI installs it. */
export const readingPython = CANDIDATES.find(
  (python) => spawnSync(python, ['-c', 'import yaml, tomllib'], { stdio: 'ignore' }).status === 0,
)

/** How a merge stands to the operations on keys that two people did; see `merges.py`. */
export type MergeVerdict = 'right' | 'wrong' | 'must-ask' | 'could' | 'may' | 'unreadable'

export type Judged = {
  readonly base: string
  readonly mine: string
  readonly theirs: string
  /** Undefined where the merge asks. */
  readonly merged: string | undefined
}

const encode = (text: string) => Buffer.from(text).toString('base64')

/** Readers of every keyed format that share no code with ours, in processes of their own. */
export class ForeignReaders {
  readonly #processes = new Map<string, LineProcess>()

  constructor(private readonly python: string) {}

  /** What Python's readers, or Java's of properties, say of each pair. */
  compare(format: string, pairs: readonly Pair[]): Promise<Verdict[]> {
    const items = pairs.map(({ before, after }) => [before, after])
    if (format === 'properties') return this.#askJava('Meanings.java', items)
    return this.#askPython('meanings.py', format, items)
  }

  /** What they say of each merge. */
  judge(format: string, merges: readonly Judged[]): Promise<MergeVerdict[]> {
    const items = merges.map(({ base, mine, theirs, merged }) => [base, mine, theirs, merged])
    if (format === 'properties') return this.#askJava('Merges.java', items)
    return this.#askPython('merges.py', format, items)
  }

  async #askPython<Answer>(
    script: string,
    format: string,
    items: ReadonlyArray<ReadonlyArray<string | undefined>>,
  ): Promise<Answer[]> {
    const line = JSON.stringify(items.map((item) => [format, ...item.map((text) => text ?? null)]))
    return JSON.parse(await this.#process(this.python, script).ask(line))
  }

  async #askJava<Answer>(
    script: string,
    items: ReadonlyArray<ReadonlyArray<string | undefined>>,
  ): Promise<Answer[]> {
    const java = this.#process('java', script)
    const lines = items.map((item) => item.map((text) => (text === undefined ? '-' : encode(text))))
    const answers = await Promise.all(lines.map((line) => java.ask(line.join(' '))))
    return answers.map((answer) => answer as Answer)
  }

  #process(command: string, script: string): LineProcess {
    const known = this.#processes.get(script)
    const started = known ?? new LineProcess(command, [here(`./${script}`)])
    this.#processes.set(script, started)
    return started
  }

  stop(): void {
    for (const each of this.#processes.values()) each.stop()
  }
}
