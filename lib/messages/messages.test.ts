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

/** Every key a source file asks for; a `*` stands for what is only known at run time. */
function keysUsed(source: string): string[] {
  const used: string[] = []
  for (const [, name, area] of source.matchAll(/(\w+) = useTranslations\('([\w.-]+)'\)/g)) {
    const calls = new RegExp(`\\b${name}(?:\\.rich)?\\(\\s*(['\`])([^'\`]+)\\1`, 'g')
    for (const [, , key] of source.matchAll(calls))
      used.push(`${area}.${key?.replaceAll(/\$\{[^}]+\}/g, '*')}`)
  }
  return used
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+/g))].sort()
const english = new Map(flatten(en))
const chinese = new Map(flatten(zh))
const used = [...sources('app'), ...sources('components')].flatMap((path) =>
  keysUsed(readFileSync(join(root, path), 'utf8')),
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
  expect(used.filter((pattern) => !keys.some((key) => isMatch(pattern, key)))).toEqual([])
})

test('no key is unused', () => {
  expect(
    [...english.keys()].filter((key) => !used.some((pattern) => isMatch(pattern, key))),
  ).toEqual([])
})

test('the cookie decides the language, then the browser, then English', () => {
  expect(chooseLocale('zh-CN', 'en')).toBe('zh-CN')
  expect(chooseLocale(undefined, 'fr, zh-TW;q=0.8')).toBe('zh-CN')
  expect(chooseLocale('klingon', null)).toBe('en')
})
