import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installationOf } from './releases.mjs'

function needsApt({ task, skip }) {
  if (existsSync('/usr/bin/apt-get')) return
  task.meta.leftOut = 'this machine has no apt'
  skip()
}

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivarium-releases-'))
})
afterEach(() => {
  delete process.env.APT_CONFIG
  rmSync(folder, { recursive: true })
})

function put(path, content = '') {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

/** Makes of `mirror` in the folder the one that the system's apt is configured with. */
function configureApt() {
  const sources = put('sources.list', `deb file:${folder}/mirror bookworm main\n`)
  const lines = [`Dir::Etc::SourceList "${sources}";`, 'Dir::Etc::SourceParts "/dev/null";']
  process.env.APT_CONFIG = put('apt.conf', lines.join('\n'))
}

const here = () => ({ cacheDir: join(folder, 'cache'), systemRoot: join(folder, 'system') })

/** ZooKeeper's jars of that version, unpacked under `root`. */
function putJars(root, version) {
  const names = [`zookeeper-${version}.jar`, 'zookeeper.jar', 'zookeeper-jute.jar']
  for (const name of names) put(join(root, 'usr/share/java', name))
}

test('a release comes from the system where that is it, else from the cache', async () => {
  putJars('system', '3.8.0')
  putJars('cache/bookworm', '3.8.1')
  putJars('cache/trixie', '3.9.3')
  expect(await installationOf('3.8', here())).toMatchObject({ version: '3.8.0' })
  rmSync(join(folder, 'system'), { recursive: true })
  expect(await installationOf('3.8', here())).toMatchObject({ version: '3.8.1' })
})

test('the newest release is whatever Debian has by now, from 3.9 on', async () => {
  putJars('cache/trixie', '3.9.3')
  putJars('cache/sid', '3.10.1')
  const found = await installationOf('newest', here())
  expect(found).toMatchObject({ version: '3.10.1', source: 'Debian sid' })
  const jars = found.classpath.split(':')
  expect(jars.at(0)).toBe(join(folder, 'cache/sid/usr/share/java/zookeeper-jute.jar'))
  expect(jars.at(-1)).toBe(join(folder, 'cache/sid/usr/share/java/zookeeper.jar'))
  putJars('cache/bullseye', '3.5.9')
  const other = 'Debian bullseye holds ZooKeeper 3.5.9'
  await expect(installationOf('3.4', here())).rejects.toThrow(other)
})

test('a suite that is not signed by Debian is refused', async (context) => {
  needsApt(context)
  configureApt()
  put('mirror/dists/trixie/Release', 'Suite: trixie\nCodename: trixie\nComponents: main\n')
  put('mirror/dists/trixie/main/binary-amd64/Packages')
  await expect(installationOf('3.9', here())).rejects.toThrow('is not signed')
})

test('a suite that cannot be reached is missing, with the reason', async (context) => {
  needsApt(context)
  configureApt()
  const missing = /^ZooKeeper 3\.4 cannot be had from Debian bullseye: apt-get: exit code 100/
  await expect(installationOf('3.4', here())).rejects.toThrow(missing)
  expect(readdirSync(join(folder, 'cache'))).toEqual(['bullseye.failed'])
  delete process.env.APT_CONFIG
  await expect(installationOf('3.4', here()), 'not tried again at once').rejects.toThrow(missing)
})
