import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { escapeUnsafe } from './log'

test('what a terminal would act upon is escaped, and reads back as it was', () => {
  const hostile =
    'C1 \u009b31m, \u0085, DEL \u007f, \u2028\u2029, bidi \u202e\u2066\u061c, \ufeff\u200b, ü 漢 🦎'
  const line = escapeUnsafe(JSON.stringify({ msg: hostile }))
  expect(line).not.toMatch(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\u061c]/)
  expect(line).toContain('ü 漢 🦎')
  expect(JSON.parse(line)).toEqual({ msg: hostile })
})

/** Runs a program whose output is captured; `adopts` gives it a log of one word per entry. */
function run(program: string, { adopts }: { adopts: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-output-'))
  const file = join(folder, 'program.mjs')
  const capture = resolve('bin/output.mjs')
  const log = `import { writeSync } from 'node:fs'
    globalThis[Symbol.for('vivarium.output')].adopt(({ level, text }) =>
      writeSync(1, level + ' ' + JSON.stringify(text) + '\\n'))`
  writeFileSync(
    file,
    `import { captureOutput } from ${JSON.stringify(capture)}\ncaptureOutput()\n${adopts ? log : ''}\n${program}`,
  )
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return { stdout, stderr }
}

const CHATTER = `
  console.log('one', 1)
  console.error('two\\nlines \\u009b31m')
  process.stdout.write('three\\n')
  process.emitWarning('four', 'DeprecationWarning')
  await new Promise((done) => setTimeout(done, 10))
  globalThis[Symbol.for('vivarium.output')].print('for people')`

test('whatever anybody prints becomes one entry of the log', () => {
  const { stdout, stderr } = run(CHATTER, { adopts: true })
  expect(stderr).toBe('')
  expect(stdout.split('\n')).toEqual([
    'debug "one 1"',
    'warn "two\\nlines \u009b31m"',
    'debug "three"',
    'warn "DeprecationWarning: four"',
    'for people',
    '',
  ])
})

test('what was printed before a log stood is told when it never came to stand', () => {
  const { stdout, stderr } = run(CHATTER, { adopts: false })
  expect(stdout).toBe('for people\n')
  const lines = stderr.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    'two\nlines \u009b31m',
    'DeprecationWarning: four',
  ])
  expect(stderr).not.toContain('\u009b')
})
