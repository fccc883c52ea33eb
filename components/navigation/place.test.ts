import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathProblem, type ZnodePath } from '@/lib/znode/path'
import { NODE_TABS, parsePlace, placeHref, titleOf } from './place'

const read = (href: string) => parsePlace(new URLSearchParams(href))

test('every address of a znode leads back to it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...NODE_TABS), (name, tab) => {
      const path = `/${name}` as ZnodePath
      fc.pre(pathProblem(path) === undefined)
      expect(read(placeHref(path, tab))).toEqual({ path, asked: path, tab })
    }),
  )
})

test.each([
  '/a b',
  '/%2F',
  '/#',
  '/?x=1&path=/b',
  '/<img src=x onerror=alert(1)>',
  '/__proto__',
  '/a+b',
])('%s survives the address', (path) => expect(read(placeHref(path)).path).toBe(path))

test('an address without a path is the root; an invalid one is kept to be shown', () => {
  expect(read('')).toEqual({ path: '/', asked: '/', tab: undefined })
  expect(read('?path=a/b&tab=nonsense')).toEqual({ path: undefined, asked: 'a/b', tab: undefined })
})

test('an address may say which pane a phone begins with, of those there are', () => {
  expect(read('?path=/a&pane=timeline')).toEqual({ path: '/a', asked: '/a', pane: 'timeline' })
  expect(read('?path=/a&pane=nonsense').pane).toBeUndefined()
})

test('a tab is called by the znode and its parent, the nearest first', () => {
  expect(titleOf('/config/checkout/application.json')).toEqual(['application.json', 'checkout'])
  expect(titleOf('/config')).toEqual(['config'])
  expect(titleOf('/')).toEqual([])
})
