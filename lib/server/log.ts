import 'server-only'
import pino, { type LevelWithSilent, type Logger } from 'pino'

/** What the launcher took of what others printed (bin/output.mjs). */
type Note = { readonly level: 'debug' | 'warn' | 'error'; readonly text: string }

type Output = {
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
  readonly adopt: (log: (note: Note) => void) => void
}

const PLACE = Symbol.for('vivarium.output')

type Shared = typeof globalThis & { [PLACE]?: Output | undefined }

/**
 * What a terminal acts upon, or shows as something else than it is: C1 controls and DEL, line
 * separators, whatever is invisible or turns the direction around. JSON escapes C0 itself.
 */
const UNSAFE =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** The log of the process: one JSON line per entry on stderr, of text that does nothing. */
export function makeLog(level: LevelWithSilent): Logger {
  const stderr = pino.destination(2)
  const write = (line: string) => stderr.write(escapeUnsafe(line))
  return pino({ level, base: null }, { write })
}

/** Escapes within JSON what stands there only inside strings. */
export function escapeUnsafe(json: string): string {
  return json.replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** From now on the log has what Next or a library prints. */
export function logOthers(log: Logger): void {
  output()?.adopt(({ level, text }) => log[level]({ from: 'output' }, text))
}

/** Prints a line for people. */
export function print(line: string): void {
  const { print: past } = output() ?? {}
  if (past) past(line)
  else process.stdout.write(`${line}\n`)
}

/** Prints to people why it does not run. */
export function complain(line: string): void {
  const { complain: past } = output() ?? {}
  if (past) past(line)
  else process.stderr.write(`${line}\n`)
}

function output(): Output | undefined {
  return (globalThis as Shared)[PLACE]
}
