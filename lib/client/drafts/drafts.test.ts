import { beforeEach, expect, test } from 'vitest'
import type { ZnodePath } from '@/lib/znode/path'
import { type Draft, draftedPaths, dropDraft, keepDraft, readDraft } from './drafts'

const PATH = '/config/a b' as ZnodePath
const draft: Draft = {
  version: 3,
  czxid: '0x2a',
  base: new Uint8Array([0, 255, 10]),
  text: 'half-written\n“text”',
  attempt: '0b7c',
  at: 1_700_000_000_000,
}

/** A browser's storage with room for that many characters. */
class Drawer {
  readonly #kept = new Map<string, string>()
  readonly #room: number

  constructor(room = Number.POSITIVE_INFINITY) {
    this.#room = room
  }

  get length() {
    return this.#kept.size
  }

  key = (index: number) => [...this.#kept.keys()][index] ?? null
  getItem = (key: string) => this.#kept.get(key) ?? null
  removeItem = (key: string) => void this.#kept.delete(key)
  setItem = (key: string, value: string) => {
    if (value.length > this.#room) throw new Error('QuotaExceededError')
    this.#kept.set(key, value)
  }
}

let drawer: Drawer

beforeEach(() => {
  drawer = new Drawer()
})

test('a draft comes back as it was kept, bytes included', () => {
  expect(keepDraft('main', PATH, draft, drawer)).toBe(true)
  expect(readDraft('main', PATH, drawer)).toEqual(draft)
  keepDraft('main', PATH, { ...draft, base: null }, drawer)
  expect(readDraft('main', PATH, drawer)?.base).toBeNull()
})

test('drafts belong to one path of one cluster', () => {
  keepDraft('main', PATH, draft, drawer)
  keepDraft('main-2', '/config' as ZnodePath, draft, drawer)
  expect(readDraft('main-2', PATH, drawer)).toBeUndefined()
  expect(draftedPaths('main', drawer)).toEqual([PATH])
})

test('a dropped draft is gone', () => {
  keepDraft('main', PATH, draft, drawer)
  dropDraft('main', PATH, drawer)
  expect(readDraft('main', PATH, drawer)).toBeUndefined()
})

test('what somebody else left under the key is no draft', () => {
  drawer.setItem('vivarium.draft.main/x', '{"text":1}')
  drawer.setItem('vivarium.draft.main/y', 'not JSON')
  expect(readDraft('main', '/x' as ZnodePath, drawer)).toBeUndefined()
  expect(readDraft('main', '/y' as ZnodePath, drawer)).toBeUndefined()
})

test('without room the draft is not kept, and that is said', () => {
  expect(keepDraft('main', PATH, draft, new Drawer(10))).toBe(false)
})
