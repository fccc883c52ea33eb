import { expect, test } from 'vitest'
import { originsOf, parseAllowedHost } from './allowed-hosts'

function originOf(bind: string, ...hosts: string[]) {
  return originsOf(
    bind,
    3000,
    hosts.flatMap((text) => parseAllowedHost(text) ?? []),
  )
}

test('a port that the scheme implies may be written', () => {
  const tls = originOf('127.0.0.1', 'https://vivarium.example')
  expect(tls('vivarium.example')).toBe('https://vivarium.example')
  expect(tls('vivarium.example:443')).toBe('https://vivarium.example')
  expect(tls('vivarium.example:80')).toBeUndefined()
  expect(tls('vivarium.example:8443')).toBeUndefined()
  const plain = originOf('127.0.0.1', 'vivarium.example')
  expect(plain('vivarium.example:80')).toBe('http://vivarium.example')
  expect(plain('vivarium.example:3000')).toBe('http://vivarium.example:3000')
  expect(plain('vivarium.example:443')).toBeUndefined()
})

test.each(['', 'evil.example', 'localhost.', '127.0.0.1.evil.example', '127.0.0.1:x', '[::1', '0'])(
  '%j is no host of ours',
  (host) => {
    expect(originOf('127.0.0.1', 'https://vivarium.example')(host)).toBeUndefined()
  },
)
