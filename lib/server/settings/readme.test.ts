import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VARIABLES } from './variables'

/** The configuration table of the README: name, default, what it says. */
function rowsOfReadme(): string[][] {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const rows = readme.split('\n').filter((line) => line.startsWith('| `VIVARIUM_'))
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

test('the README’s table holds every setting, its default and what it says', () => {
  const rows = rowsOfReadme().map(([name, fallback, about]) => ({
    name: name?.replaceAll('`', ''),
    fallback: fallback?.replaceAll('`', ''),
    about,
  }))
  expect(rows).toEqual(VARIABLES.map(({ name, fallback, about }) => ({ name, fallback, about })))
})
