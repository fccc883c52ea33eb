import { expect, test, vi } from 'vitest'
import { ZnodeError } from './znode-error'

test('an error thrown by another bundle’s copy of the class is known', async () => {
  vi.resetModules()
  const copy = await import('./znode-error')
  expect(copy.ZnodeError).not.toBe(ZnodeError)
  expect(new copy.ZnodeError('no-node', '/a')).toBeInstanceOf(ZnodeError)
  expect(new Error('other')).not.toBeInstanceOf(ZnodeError)
})
