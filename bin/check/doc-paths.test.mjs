import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { sources } from './sources.mjs'

const root = resolve(import.meta.dirname, '../..')
const files = sources()

const PAGES = ['', 'docs', 'bench', 'e2e']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((page) => page.endsWith('.md'))

const FOLDER = /^(?:app|components|lib|e2e|bin|bench|docs|public)(?:\/[\w.[\]-]+)*\/?$/
const SOURCE = /^[\w./[\]-]+\.(?:tsx?|mjs)$/

/** Whether what stands between backticks names nothing of this tree, or something that is there. */
function holds(code) {
  if (SOURCE.test(code)) return files.some((file) => file === code || file.endsWith(`/${code}`))
  return !FOLDER.test(code) || existsSync(join(root, code))
}

/** The fragments by which the headings of a page are linked to. */
function anchorsOf(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Whether `target`, a link in `text`, a page in `folder`, leads to a file, and to its heading. */
function leads(folder, text, target) {
  const [path, anchor] = target.split('#')
  const file = join(root, folder, path)
  if (path !== '' && !existsSync(file)) return false
  const page = path === '' ? text : path.endsWith('.md') ? readFileSync(file, 'utf8') : ''
  return anchor === undefined || anchorsOf(page).includes(anchor)
}

/** What `text`, a page in `folder`, names and is not there. */
function missingIn(folder, text) {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  const named = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code)
  const linked = [...prose.matchAll(/(?:\]\(|(?:src|srcset|href)=")([^)"\s]+)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
  return [
    ...named.filter((code) => !holds(code)),
    ...linked.filter((target) => !leads(folder, text, target)),
  ]
}

// The changelog tells of what was there then.
test.each(PAGES.filter((page) => page !== 'CHANGELOG.md'))(
  'every file, folder and heading that %s names is there',
  (page) => {
    expect(missingIn(dirname(page), readFileSync(join(root, page), 'utf8'))).toEqual([])
  },
)

test('a page that names what was moved away is found out', () => {
  const text = `See \`lib/gone\`, \`gone.ts\`, \`lib/server/log.ts\`, \`/api/x\`, [a](b.md),
[c](glossary.md), [d](glossary.md#gone), [e](glossary.md#glossary) and [f](#here).\n# Here`
  expect(missingIn('docs', text)).toEqual(['lib/gone', 'gone.ts', 'b.md', 'glossary.md#gone'])
})
