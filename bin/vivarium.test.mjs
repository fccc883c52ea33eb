import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

function vivarium(...parameters) {
  const script = join(import.meta.dirname, 'vivarium.mjs')
  return spawnSync(process.execPath, [script, ...parameters], { encoding: 'utf8' })
}

test('an unknown option stops the start with one line that names it', () => {
  const { status, stderr, stdout } = vivarium('--prot', '80')
  expect({ status, stderr, stdout }).toEqual({
    status: 78,
    stderr: 'vivarium: unknown option --prot\n',
    stdout: '',
  })
})

test('help and version print and end well', () => {
  expect(vivarium('--help')).toMatchObject({ status: 0, stderr: '' })
  expect(vivarium('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
