import { expect, test } from 'vitest'
import { RecordedNews } from './history-signal'

function watched() {
  const heard = { changes: 0, news: 0 }
  const news = new RecordedNews(() => {
    heard.changes += 1
  })
  const watch = () =>
    news.watch(() => {
      heard.news += 1
    })
  return { heard, news, watch }
}

test('the server is told of the first history on the screen, and when the last one is gone', () => {
  const { heard, news, watch } = watched()
  const leaves = [watch(), watch()]
  expect(heard.changes).toBe(1)
  leaves[0]?.()
  expect([heard.changes, news.isWatched]).toEqual([1, true])
  leaves[1]?.()
  expect([heard.changes, news.isWatched]).toEqual([2, false])
})

test('what came before the server knew is read once it does, and not with every later answer', () => {
  const { heard, news, watch } = watched()
  watch()
  news.covered()
  news.covered()
  expect(heard.news).toBe(1)
  news.tell()
  expect(heard.news).toBe(2)
})

test('after a pause without histories everything is read again', () => {
  const { heard, news, watch } = watched()
  watch()()
  news.covered()
  expect(heard.news).toBe(0)
  watch()
  news.covered()
  expect(heard.news).toBe(1)
})
