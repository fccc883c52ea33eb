import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { sources } from './sources.mjs'

const root = resolve(import.meta.dirname, '../..')
const files = sources()

const PAGES = [
  ...['', 'docs', 'bench', 'e2e'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
].filter((page) => page !== 'CHANGELOG.md') // It tells of what was there then.

const FOLDER = /^(?:app|components|lib|e2e|bin|bench|docs|public)(?:\/[\w.[\]-]+)*\/?$/
const SOURCE = /^[\w./[\]-]+\.(?:tsx?|mjs)$/

/** Whether what stands between backticks names nothing of this tree, or something that is there. */
function holds(code) {
  if (SOURCE.test(code)) return files.some((file) => file === code || file.endsWith(`/${code}`))
  return !FOLDER.test(code) || existsSync(join(root, code))
}

const withoutBlocks = (text) => text.replace(/^```[\s\S]*?^```/gm, '')

/** What `text`, a page in `folder`, names and is not there. */
function missingIn(folder, text) {
  const prose = withoutBlocks(text)
  const named = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code)
  const linked = [...prose.matchAll(/(?:\]\(|(?:src|srcset|href)=")([^)"\s#]+)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
  return [
    ...named.filter((code) => !holds(code)),
    ...linked.filter((target) => !existsSync(join(root, folder, target))),
  ]
}

test.each(PAGES)('every file and folder that %s names is there', (page) => {
  expect(missingIn(dirname(page), readFileSync(join(root, page), 'utf8'))).toEqual([])
})

test('a page that names what was moved away is found out', () => {
  const text =
    'See `lib/gone`, `gone.ts`, `lib/server/log.ts`, `/api/x`, [a](b.md) and [c](log.md).'
  expect(missingIn('docs', text)).toEqual(['lib/gone', 'gone.ts', 'b.md', 'log.md'])
})
