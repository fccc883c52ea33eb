import { fileURLToPath } from 'node:url'
import { LineProcess } from './line-process'

const SNAPPY_JAR = '/usr/share/java/snappy-java.jar'

/** What Java reads; Python and C's libraries read the rest. */
const OF_JAVA: ReadonlySet<string> = new Set(['properties', 'snappy', 'xerial'])

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Readers that are not ours, asked whether they take a value. */
export class VerdictReaders {
  readonly #python: LineProcess
  readonly #java: LineProcess

  constructor(python: string) {
    this.#python = new LineProcess(python, [here('./verdicts.py')])
    this.#java = new LineProcess('java', [
      '-Xmx256m',
      ...['-cp', SNAPPY_JAR],
      here('./Verdicts.java'),
    ])
  }

  /**
   * Why the reader of `format` refuses each of `values`; null where it takes it. What is unpacked
   * is told as `=`, its length and its digest.
   */
  async verdicts(format: string, values: readonly Uint8Array[]): Promise<Array<string | null>> {
    const encoded = values.map((value) => Buffer.from(value).toString('base64'))
    if (!OF_JAVA.has(format)) {
      const asked = JSON.stringify(encoded.map((value) => [format, value]))
      return JSON.parse(await this.#python.ask(asked))
    }
    const answers = encoded.map((value) => this.#java.ask(`${format} ${value}`))
    return (await Promise.all(answers)).map((answer) => answer || null)
  }

  /** `bytes` as snappy-java packs them. */
  async packSnappy(framing: 'snappy' | 'xerial', bytes: Uint8Array): Promise<Uint8Array> {
    const encoded = Buffer.from(bytes).toString('base64')
    return Buffer.from(await this.#java.ask(`pack:${framing} ${encoded}`), 'base64')
  }

  stop(): void {
    this.#python.stop()
    this.#java.stop()
  }
}
