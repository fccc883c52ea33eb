import { expect, test } from 'vitest'
import { parseConnect } from './connect'

test.each([
  ['zk1', [{ host: 'zk1', port: 2181 }], '/'],
  ['zk1:1, zk2:2', [zk('zk1', 1), zk('zk2', 2)], '/'],
  ['zk1:1,zk2:2/app/one', [zk('zk1', 1), zk('zk2', 2)], '/app/one'],
  ['[::1]:2182,[fe80::1%eth0]', [zk('::1', 2182), zk('fe80::1%eth0', 2181)], '/'],
  ['zk1:1/with,comma', [zk('zk1', 1)], '/with,comma'],
])('%s names servers and a chroot', (text, servers, chroot) => {
  expect(parseConnect(text)).toEqual({ servers, chroot })
})

test.each([
  ['zk://h:1', /no scheme: leave out zk:\/\//],
  ['zookeeper://h:1,h2:2/app', /no scheme/],
  ['h:1/app,h:1/app', /chroot stands once, behind the last server/],
  ['h:1/app,h2/app', /chroot stands once/],
  ['h:1/app,h2:2', /chroot stands once/],
  ['h:1,', /address is empty/],
  ['h:1,,h2:2', /address is empty/],
  ['', /address is empty/],
  ['/app', /address is empty/],
  ['::1:2181', /IPv6 address stands in brackets/],
  ['fe80::1', /IPv6 address stands in brackets/],
  ['h:1/app/', /chroot is not a valid path: A path does not end with a slash/],
  ['h:1/a//b', /chroot is not a valid path/],
  ['h:0', /0 is not a port/],
  ['h:65536', /65536 is not a port/],
  ['h:', /no port behind its colon/],
  ['h:port', /no port behind its colon/],
  ['h;h2', /not the name of a host/],
  ['user@h:1', /not the name of a host/],
  ['h:1:2', /IPv6|no host:port/],
])('%s is refused with what is wrong with it', (text, why) => {
  expect(parseConnect(text)).toMatch(why)
})

function zk(host: string, port: number) {
  return { host, port }
}
