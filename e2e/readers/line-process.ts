import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'

/** A process that answers each line with one. */
export class LineProcess {
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
