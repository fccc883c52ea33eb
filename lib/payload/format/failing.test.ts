import { afterAll, expect, test, vi } from 'vitest'

// Test files share their modules: what meets this one is loaded anew, and forgotten afterwards.
vi.resetModules()
vi.doMock('./ini', () => ({
  layOut: () => {
    throw new Error('it threw')
  },
}))
afterAll(() => {
  vi.doUnmock('./ini')
  vi.resetModules()
})

test('a formatter that throws is told as that, and the text stays', async () => {
  const { formatText } = await import('./format-text')
  expect(await formatText('ini', 'a=1\n')).toEqual({ ok: false, refusal: 'failed' })
})
