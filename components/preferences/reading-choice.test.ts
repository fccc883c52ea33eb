import { expect, test } from 'vitest'
import type { ZnodePath } from '@/lib/znode/path'
import { recallChoice, rememberChoice } from './reading-choice'

const path = (name: string) => `/config/${name}` as ZnodePath

function memory(kept?: string) {
  let text = kept ?? null
  return {
    getItem: () => text,
    setItem: (_: string, next: string) => {
      text = next
    },
  }
}

test('a choice is remembered for one path of one cluster', () => {
  const drawer = memory()
  const choice = { format: 'yaml', charset: 'gbk', view: 'hex', isStored: true } as const
  rememberChoice('main', path('a'), choice, drawer)
  rememberChoice('main', path('b'), {}, drawer)
  expect(recallChoice('main', path('a'), drawer)).toEqual(choice)
  expect(recallChoice('main', path('b'), drawer)).toEqual({})
  expect(recallChoice('other', path('a'), drawer)).toEqual({})
})

test('the oldest of many is forgotten', () => {
  const drawer = memory()
  for (let index = 0; index <= 200; index++)
    rememberChoice('main', path(`${index}`), { format: 'json' }, drawer)
  expect(recallChoice('main', path('0'), drawer)).toEqual({})
  expect(recallChoice('main', path('1'), drawer)).toEqual({ format: 'json' })
})

test('what is not a choice is not taken for one', () => {
  const kept = [['main/config/a', { format: 'klingon', charset: 7, view: 'text' }], 'x', [1, {}]]
  expect(recallChoice('main', path('a'), memory(JSON.stringify(kept)))).toEqual({ view: 'text' })
  expect(recallChoice('main', path('a'), memory('not JSON'))).toEqual({})
})
