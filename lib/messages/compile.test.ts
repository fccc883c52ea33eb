import { expect, test } from 'vitest'
import { compileMessages } from './compile'
import en from './en.json'
import zh from './zh-CN.json'

test.each([
  ['en', en],
  ['zh-CN', zh],
])('%s: every message is valid, and compiles to data that can be sent to the page', (_, words) => {
  const compiled = compileMessages(words)
  expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled)
  expect(Object.keys(compiled)).toEqual(Object.keys(words))
  expect(compiled.common.close).toBe(words.common.close)
})
