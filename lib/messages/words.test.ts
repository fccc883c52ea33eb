import { expect, test } from 'vitest'
import en from './en.json'
import zh from './zh-CN.json'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Array<[string, string]> {
  return Object.entries(tree).flatMap<[string, string]>(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value]] : flatten(value, `${prefix}${name}.`),
  )
}

const english = flatten(en)
const chinese = flatten(zh)

/** The keys whose text holds one of the phrases, with the text. */
function holding(words: readonly (readonly [string, string])[], phrases: RegExp): string[] {
  return words.filter(([, text]) => phrases.test(text)).map((pair) => pair.join(': '))
}

/** What is said of one count or choice, sentence by sentence. */
function sentences(text: string): string[] {
  return text
    .replaceAll(/\{\w+, (plural|select),/g, '')
    .replaceAll(/(=\d+|one|other|true|none) \{/g, '\n')
    .split(/(?<=[.!?:;])\s+|\n/)
}

test('an English sentence has at most 14 words', () => {
  const long = english.flatMap(([key, text]) =>
    sentences(text)
      .filter((sentence) => sentence.trim().split(/\s+/).length > 14)
      .map((sentence) => `${key}: ${sentence}`),
  )
  expect(long).toEqual([])
})

test('English says who does what, with the verbs people use', () => {
  const translated =
    /\bby (itself|themselves)\b|\bany more\b|\bI?it is not known\b|\bcannot be told\b|\btells? (us|clients|which|when)\b|\bis there twice\b|\bgets? no\b|\banew\b|\bafresh\b|\blaid out\b|\blooked (at|through)\b|\bof (its|a page) own\b|\bhear of\b|\bis (needed|wanted)\b|\bmust not hold\b/i
  const elsewhere =
    /\breplace by\b|\bthere are no data\b|\brefuses? (it|the text|this)\b|\bso many\b/i
  expect(holding(english, translated)).toEqual([])
  expect(holding(english, elsewhere)).toEqual([])
})

test('Chinese addresses its reader in one form', () => {
  expect(holding(chinese, /您/)).toEqual([])
})

test('Chinese uses the words of an operator', () => {
  const translated =
    /应答|按键(?!盘)|检查，然后|合并绘制|合并视图|人员|已暂停|为此 |本列表|告知|告诉|那个时刻|读取方|读取器/
  expect(holding(chinese, translated)).toEqual([])
})

test('Chinese has one word for a change', () => {
  expect(holding(chinese, /变更|改动/)).toEqual([])
})

test('Chinese units of time are whole words', () => {
  expect(holding(chinese, /^\{n\} (分|时)$/)).toEqual([])
})

test('Chinese sentences take Chinese punctuation', () => {
  expect(holding(chinese, /[一-龥][,;:?!](?!\w)|[一-龥]\.(\s|$)/)).toEqual([])
})
