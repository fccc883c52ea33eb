import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const CHROMIUM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

const ZOOKEEPER_PACKAGES = [
  'libzookeeper-java',
  'libnetty-java',
  'libslf4j-java',
  'libsnappy-java',
  'libdropwizard-metrics-java',
  'libcommons-cli-java',
]

function succeeds(command, ...parameters) {
  return spawnSync(command, parameters, { stdio: 'ignore' }).status === 0
}

/** What the tests use of the system, how to tell that it is there, and the packages that bring it. */
const NEEDS = [
  {
    what: 'a Chromium for the end-to-end tests (or: npx playwright install chromium)',
    present: () => Boolean(process.env.PLAYWRIGHT_CHROMIUM_PATH) || CHROMIUM.some(existsSync),
    packages: ['chromium-headless-shell'],
  },
  {
    what: 'Java for ZooKeeper',
    present: () => succeeds('java', '-version'),
    packages: ['default-jre-headless'],
  },
  {
    what: 'ZooKeeper’s jars (or set ZOOKEEPER_HOME to an unpacked release)',
    present: () =>
      Boolean(process.env.ZOOKEEPER_HOME) || existsSync('/usr/share/java/zookeeper.jar'),
    packages: ZOOKEEPER_PACKAGES,
  },
  {
    what: 'PostgreSQL’s programs, for the store that replicas share',
    present: () => existsSync('/usr/lib/postgresql'),
    packages: ['postgresql'],
  },
  {
    what: 'Python’s kazoo, a foreign ZooKeeper client',
    present: () => succeeds('/usr/bin/python3', '-c', 'import kazoo'),
    packages: ['python3-kazoo'],
  },
  {
    what: 'Python’s PyYAML, tomllib and msgpack, readers to compare ours with',
    present: () => succeeds('/usr/bin/python3', '-c', 'import yaml, tomllib, msgpack'),
    packages: ['python3-yaml', 'python3-msgpack'],
  },
  {
    what: 'zstd and LZ4, to compare our unpacking with',
    present: () => succeeds('zstd', '--version') && succeeds('lz4', '--version'),
    packages: ['zstd', 'lz4'],
  },
  {
    what: 'Java’s compiler, for its reader of properties',
    present: () => succeeds('javac', '-version'),
    packages: ['default-jdk-headless'],
  },
  {
    what: 'nginx and HAProxy, for the recipes of docs/deploy.md',
    present: () => existsSync('/usr/sbin/nginx') && existsSync('/usr/sbin/haproxy'),
    packages: ['nginx-light', 'haproxy'],
  },
  {
    what: 'debootstrap, for a machine that has nothing (as root)',
    present: () => existsSync('/usr/sbin/debootstrap'),
    packages: ['debootstrap'],
  },
  {
    what: 'a font with Chinese characters, for the screenshots',
    present: () => succeeds('sh', '-c', 'test -n "$(fc-list :lang=zh 2>/dev/null)"'),
    packages: ['fontconfig', 'fonts-noto-cjk'],
  },
]

function apt(...parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync('apt-get', parameters, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`apt-get ${parameters.join(' ')} failed\n${stdout}${stderr}`)
}

/**
 * Installs what the tests need of the system, where this is Debian's root. Elsewhere it says what
 * to install and goes on: each test that needs it says so itself.
 */
export function prepareSystem({ log = console.log } = {}) {
  const missing = NEEDS.filter(({ present }) => !present())
  if (missing.length === 0) return
  const packages = missing.flatMap((need) => need.packages)
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log(`Installing ${packages.join(' ')}`)
    apt('update', '-q')
    apt('install', '-y', '-q', '--no-install-recommends', ...packages)
    return
  }
  for (const { what } of missing) log(`Missing: ${what}`)
  log(`On Debian: sudo apt-get install --no-install-recommends ${packages.join(' ')}`)
}
