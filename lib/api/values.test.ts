import { expect, test } from 'vitest'
import { MAX_PATH } from '@/lib/znode/path'
import { Path } from './values'

test('of a path that is too long nothing else is looked at', () => {
  expect(Path.safeParse('/'.repeat(MAX_PATH + 1)).error?.issues).toMatchObject([
    { code: 'too_big' },
  ])
  expect(Path.safeParse('/'.repeat(MAX_PATH)).error?.issues).toMatchObject([
    { params: { code: 'invalid-path' } },
  ])
})
