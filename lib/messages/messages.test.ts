import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import en from './en.json'
import { chooseLocale } from './locale'
import zh from './zh-CN.json'

type Tree = { readonly [key: string]: string | Tree }

const root = fileURLToPath(new URL('../..', import.meta.url))

function flatten(tree: Tree, prefix = ''): Array<[string, string]> {
  return Object.entries(tree).flatMap<[string, string]>(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value]] : flatten(value, `${prefix}${name}.`),
  )
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(join(root, path)).isDirectory()) return sources(path)
    return /\.tsx?$/.test(name) && !name.includes('.test.') ? [path] : []
  })
}

type Use = { readonly pattern: string; readonly isExact: boolean }

/** The text between the parenthesis that opens at `start` and the one that closes it. */
function argumentsAt(source: string, start: number): string {
  let depth = 1
  let end = start
  for (; depth > 0 && end < source.length; end++) {
    if (source[end] === '(') depth += 1
    if (source[end] === ')') depth -= 1
  }
  return source.slice(start, end - 1)
}

/** What a source file asks for; a `*` stands for what is only known at run time. */
function usesIn(source: string): Use[] {
  const taken = [...source.matchAll(/ = messages\.([\w.]+)\n/g)].map(([, area]) => ({
    pattern: `${area}.*`,
    isExact: false,
  }))
  const areas = [
    ...source.matchAll(/(\w+)(?: = |: ReturnType<typeof )useTranslations[(<]'([\w.-]+)'/g),
  ]
  const names = [...new Set(areas.map(([, name]) => name))].join('|')
  if (names === '') return taken
  return [...source.matchAll(new RegExp(`\\b(${names})(?:\\.rich)?\\(`, 'g'))].flatMap((call) => {
    const area = areas.findLast(
      ([, name], index) => name === call[1] && before(areas[index], call),
    )?.[2]
    const given = argumentsAt(source, call.index + call[0].length)
    const keys = [...given.matchAll(/(['`])([^'`]+)\1/g)].map(([, , key]) => key ?? '')
    if (keys.length === 0) return [{ pattern: `${area}.*`, isExact: false }]
    const isExact = /^\s*['`]/.test(given)
    return keys.map((key, index) => ({
      pattern: `${area}.${key.replaceAll(/\$\{[^}]+\}/g, '*')}`,
      isExact: isExact && index === 0,
    }))
  })
}

function before(a: RegExpExecArray | undefined, b: RegExpExecArray): boolean {
  return a !== undefined && a.index < b.index
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+(?=[,}])/g))].sort()
const english = new Map(flatten(en))
const chinese = new Map(flatten(zh))
const used = [...sources('app'), ...sources('components')].flatMap((path) =>
  usesIn(readFileSync(join(root, path), 'utf8')),
)
const isMatch = (pattern: string, key: string) => {
  const [head = '', tail] = pattern.split('*')
  return tail === undefined ? key === pattern : key.startsWith(head) && key.endsWith(tail)
}

test('every language has the same keys', () => {
  expect([...chinese.keys()]).toEqual([...english.keys()])
})

test('every language fills in the same things', () => {
  for (const [key, text] of english)
    expect(placeholders(chinese.get(key) ?? ''), key).toEqual(placeholders(text))
})

test('no key is missing', () => {
  const keys = [...english.keys()]
  const missing = used.filter(
    ({ pattern, isExact }) => isExact && !keys.some((key) => isMatch(pattern, key)),
  )
  expect(missing).toEqual([])
})

test('no key is unused', () => {
  expect(
    [...english.keys()].filter((key) => !used.some(({ pattern }) => isMatch(pattern, key))),
  ).toEqual([])
})

test('the cookie decides the language, then the browser, then English', () => {
  expect(chooseLocale('zh-CN', 'en')).toBe('zh-CN')
  expect(chooseLocale(undefined, 'fr, zh-TW;q=0.8')).toBe('zh-CN')
  expect(chooseLocale('klingon', null)).toBe('en')
})
