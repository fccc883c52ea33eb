import { expect, test } from 'vitest'
import { parseCommandLine, serverEnvironment, UsageError } from './command-line.mjs'

const place = {
  cwd: '/home/ada',
  readFile: (file) => {
    if (file === '/home/ada/clusters.json') return '{"host":"0.0.0.0","port":8080,"clusters":[]}'
    throw new Error('ENOENT')
  },
}

test('the argument is the connect string', () => {
  expect(parseCommandLine(['zk1:2181,zk2:2181/chroot'])).toEqual({
    action: 'serve',
    variables: { VIVARIUM_CONNECT: 'zk1:2181,zk2:2181/chroot' },
  })
})

test('options set their variables, in either spelling and order', () => {
  const { variables } = parseCommandLine(['--port', '8080', 'zk:2181', '--host=0.0.0.0'])
  expect(variables).toEqual({
    VIVARIUM_PORT: '8080',
    VIVARIUM_HOST: '0.0.0.0',
    VIVARIUM_CONNECT: 'zk:2181',
  })
  expect(parseCommandLine(['--config', 'a.json']).variables).toEqual({ VIVARIUM_CONFIG: 'a.json' })
})

test.each(['help', 'version'])('--%s only prints', (name) => {
  expect(parseCommandLine([`--${name}`]).action).toBe(name)
})

test.each([
  [['--prot', '80'], 'unknown option --prot'],
  [['-x'], 'unknown option -x'],
  [['--constructor'], 'unknown option --constructor'],
  [['--port'], '--port wants a value'],
  [['--config='], '--config wants a value'],
  [['a:1', 'b:2'], 'unexpected argument b:2'],
])('%j is refused by name', (argv, message) => {
  expect(() => parseCommandLine(argv)).toThrow(new UsageError(message))
})

test('the server listens on loopback unless told otherwise, whatever HOSTNAME says', () => {
  const env = serverEnvironment({ HOSTNAME: 'a1b2c3' }, place)
  expect(env).toMatchObject({ HOSTNAME: '127.0.0.1', PORT: '3000', NEXT_MANUAL_SIG_HANDLE: '1' })
})

test('variables set the address', () => {
  const env = serverEnvironment({ VIVARIUM_HOST: '::1', VIVARIUM_PORT: '81', PORT: '5' }, place)
  expect(env).toMatchObject({ HOSTNAME: '::1', PORT: '81' })
})

test('a config file sets the address where no variable does', () => {
  const named = { VIVARIUM_CONFIG: 'clusters.json' }
  expect(serverEnvironment(named, place)).toMatchObject({ HOSTNAME: '0.0.0.0', PORT: '8080' })
  const both = { ...named, VIVARIUM_PORT: '81' }
  expect(serverEnvironment(both, place)).toMatchObject({ HOSTNAME: '0.0.0.0', PORT: '81' })
})

test('a config file that cannot be read is left to the server', () => {
  const env = serverEnvironment({ VIVARIUM_CONFIG: 'missing.json' }, place)
  expect(env).toMatchObject({ VIVARIUM_CONFIG: '/home/ada/missing.json', PORT: '3000' })
})

test('file names are made independent of the working directory', () => {
  const env = serverEnvironment({ VIVARIUM_TLS_CA: 'ca.pem', VIVARIUM_TLS_KEY: '/k.pem' }, place)
  expect(env).toMatchObject({ VIVARIUM_TLS_CA: '/home/ada/ca.pem', VIVARIUM_TLS_KEY: '/k.pem' })
})

test('the data folder lies where the command was given, or where the config file says', () => {
  expect(serverEnvironment({}, place)).toMatchObject({ VIVARIUM_DATA: '/home/ada/.vivarium' })
  const named = serverEnvironment({ VIVARIUM_DATA: 'kept' }, place)
  expect(named).toMatchObject({ VIVARIUM_DATA: '/home/ada/kept' })
  const readFile = () => '{"data":"beside"}'
  const inFile = serverEnvironment({ VIVARIUM_CONFIG: 'v.json' }, { ...place, readFile })
  expect(inFile.VIVARIUM_DATA).toBeUndefined()
})
