import { expect, test, vi } from 'vitest'
import { formatText } from './format-text'

vi.mock('./ini', () => ({
  layOut: () => {
    throw new Error('it threw')
  },
}))

test('a formatter that throws is told as that, and the text stays', async () => {
  expect(await formatText('ini', 'a=1\n')).toEqual({ ok: false, refusal: 'failed' })
})
