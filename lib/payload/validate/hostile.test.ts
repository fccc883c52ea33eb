import { expect, test } from 'vitest'
import { validate } from './validate'

type Checked = Parameters<typeof validate>[0]

const SHORT = 1_000
const TIMES = 8
/** Work that grows with the length takes 8 times as long, squared work 64 times. */
const MOST_TIMES = 32
/** What a run takes whatever the length (ms): less of it is noise. */
const FLOOR_MS = 2

/** What the shortest of three runs takes of the processor (ms): others only make one longer. */
async function shortest(format: Checked, text: string): Promise<number> {
  const runs = []
  for (let run = 0; run < 3; run++) {
    const start = process.cpuUsage()
    await validate(format, text)
    runs.push(process.cpuUsage(start).user / 1_000)
  }
  return Math.min(...runs)
}

test.each<[Checked, string, string, string]>([
  ['ini', '[a]\nk', ' ', 'x'],
  ['ini', '[a]\n', '\u00a0', 'x'],
  ['ini', '[a]\n', 'k\n', ''],
  ['ini', '[a]\n', 'k=\n', ''],
  ['ini', '=', '\n=', ''],
  ['ini', 'x', '\r', 'x={'],
  ['ini', 'x', '\n ', 'x={'],
  ['properties', 'a=', '\\', 'u'],
  ['properties', '', 'a\\\n', ''],
  ['properties', '', '\\u\\\n', ''],
  ['properties', '', 'a=\n', ''],
  ['yaml', '', ']', ''],
  ['yaml', '', '"', ''],
  ['yaml', '', "'\n", ''],
  ['yaml', '', '"a" ', ''],
  ['yaml', '', 'a: 1\n', ''],
  ['toml', '', '[[a]]\n', ''],
  ['xml', '<a ', 'b="" ', ''],
  ['json', '{', '"a":1,', ''],
])(
  '%s: the check of %j, then %j over and over, grows with the length',
  async (format, ...parts) => {
    const [beginning, unit, end] = parts
    const textOf = (length: number) => `${beginning}${unit.repeat(length / unit.length)}${end}`
    const short = await shortest(format, textOf(SHORT))
    const long = await shortest(format, textOf(SHORT * TIMES))
    expect(long).toBeLessThan(MOST_TIMES * Math.max(short, FLOOR_MS))
  },
)

test('one list of maps that many maps take over is looked through once', async () => {
  const COUNT = 3_000
  const naming = (key: string) => {
    const maps = Array.from({ length: COUNT }, (_, at) => `k${at}: {${key}: *s}`).join('\n')
    return `m: &m {x: 1}\ns: &s [${Array(COUNT).fill('*m').join(',')}]\n${maps}\n`
  }
  const plain = await shortest('yaml', naming('q'))
  const merging = await shortest('yaml', naming('<<'))
  expect(merging).toBeLessThan(TIMES * Math.max(plain, FLOOR_MS))
})
