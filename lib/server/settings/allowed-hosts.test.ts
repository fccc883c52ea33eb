import { describe, expect, test } from 'vitest'
import { originsOf, parseAllowedHost } from './allowed-hosts'
import { loadSettings } from './load-settings'

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

const load = (environment: Record<string, string>) => loadSettings(environment, () => '')

describe('by the settings', () => {
  test('loopback under any port, and the address it listens on', () => {
    const { originOf } = load({ VIVARIUM_HOST: '10.0.0.5', VIVARIUM_PORT: '4000' })
    expect(originOf('localhost:4000')).toBe('http://localhost:4000')
    expect(originOf('[::1]:9')).toBe('http://[::1]:9')
    expect(originOf('10.0.0.5:4000')).toBe('http://10.0.0.5:4000')
  })

  test('nothing else', () => {
    const { originOf } = load({ VIVARIUM_HOST: '0.0.0.0' })
    for (const host of [
      null,
      '',
      'evil.example',
      '10.0.0.5:3000',
      'localhost.evil.example',
      '0.0.0.0:3000',
    ])
      expect(originOf(host)).toBeUndefined()
  })

  test('those of VIVARIUM_HOSTS, each with its own origin', () => {
    const { originOf, publicOrigin } = load({
      VIVARIUM_HOSTS: 'zk.lan, https://zk.example, other.lan:81',
    })
    expect(originOf('ZK.lan')).toBe('http://zk.lan')
    expect(originOf('zk.lan:3000')).toBe('http://zk.lan:3000')
    expect(originOf('zk.lan:3001')).toBeUndefined()
    expect(originOf('zk.example')).toBe('https://zk.example')
    expect(originOf('other.lan:81')).toBe('http://other.lan:81')
    expect(originOf('other.lan')).toBeUndefined()
    expect(publicOrigin).toBe('https://zk.example')
  })
})
