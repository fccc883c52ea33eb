import { expect, test } from 'vitest'
import { lockProblems, missingOptionals } from './lock.mjs'

const lock = {
  packages: {
    '': {},
    'node_modules/tool': {
      dev: true,
      optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0' },
    },
    'node_modules/tool-linux': { version: '1.0.0' },
    'node_modules/other': { optionalDependencies: { nested: '2.0.0', 'tool-linux': '1.0.0' } },
    'node_modules/other/node_modules/nested': { version: '2.0.0' },
  },
}

test('an optional package that npm left out of the lock is found', () => {
  expect(missingOptionals(lock)).toEqual([{ name: 'tool-darwin', version: '1.0.0', dev: true }])
})

test('a lock that names the host it was fetched from is a problem', () => {
  const resolved = { packages: { 'node_modules/a': { resolved: 'https://host.example/a.tgz' } } }
  expect(lockProblems(resolved)).toEqual(['node_modules/a names the host it was fetched from'])
})
