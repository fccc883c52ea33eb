import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { resolveInstallation, runningEnsemble } from './resolve.mjs'

const JARS = ['zookeeper.jar', 'zookeeper-jute.jar', 'slf4j-api.jar']

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivarium-resolve-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(path, content = '') {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

function putJava(path, code = 0) {
  const file = put(path, `#!/bin/sh\nexit ${code}\n`)
  chmodSync(file, 0o755)
  return file
}

function putJars(root) {
  for (const name of JARS) put(join(root, 'usr/share/java', name))
}

/** A machine whose system root, cache and PATH lie in `folder`. */
function resolveHere(env = {}, download = () => Promise.reject(new Error('offline'))) {
  return resolveInstallation({
    env: { PATH: join(folder, 'path'), ...env },
    systemRoot: join(folder, 'system'),
    cacheDir: join(folder, 'cache'),
    download,
  })
}

test('ZK_CONNECT names an ensemble that runs', () => {
  expect(runningEnsemble({ ZK_CONNECT: 'zk:2181' })).toBe('zk:2181')
  expect(runningEnsemble({ ZK_CONNECT: ' ' })).toBeNull()
  expect(runningEnsemble({})).toBeNull()
})

test('ZOOKEEPER_HOME comes before the system’s jars', async () => {
  const java = putJava('path/java')
  putJars('system')
  const home = dirname(dirname(put('home/lib/zookeeper-3.9.3.jar')))
  const found = await resolveHere({ ZOOKEEPER_HOME: home })
  expect(found).toEqual({
    java,
    classpath: `${home}/conf:${home}/lib/*`,
    source: home,
  })
})

test('a ZOOKEEPER_HOME without ZooKeeper is refused by name', async () => {
  putJava('path/java')
  putJars('system')
  await expect(resolveHere({ ZOOKEEPER_HOME: folder })).rejects.toThrow(
    `ZOOKEEPER_HOME=${folder} holds no zookeeper*.jar`,
  )
})

test('the system’s jars come before the cache’s', async () => {
  putJava('path/java')
  putJars('cache/jars')
  putJars('system')
  expect((await resolveHere()).source).toBe('system')
})

test('the cache serves jars and Java where the system has neither', async () => {
  putJars('cache/jars')
  const java = putJava('cache/java/usr/lib/jvm/java-17-openjdk-amd64/bin/java')
  const found = await resolveHere()
  expect(found).toMatchObject({ java, source: 'cache' })
  expect(found.classpath.split(':')).toContain(
    join(folder, 'cache/jars/usr/share/java/zookeeper.jar'),
  )
})

test('JAVA_HOME comes before PATH, and a java that does not run is passed over', async () => {
  putJars('system')
  const onPath = putJava('path/java')
  const ofHome = putJava('jdk/bin/java')
  const env = { JAVA_HOME: join(folder, 'jdk') }
  expect((await resolveHere(env)).java).toBe(ofHome)
  putJava('jdk/bin/java', 1)
  expect((await resolveHere(env)).java).toBe(onPath)
})

test('only what is missing is downloaded', async () => {
  putJars('system')
  const asked = []
  const found = await resolveHere({}, (root, what) => {
    asked.push({ root, what })
    putJava('cache/java/usr/lib/jvm/java-17/bin/java')
    return Promise.resolve()
  })
  expect(asked).toEqual([{ root: join(folder, 'cache'), what: { java: true, jars: false } }])
  expect(found.source).toBe('system')
})

test('when nothing helps the error says what does, and why the download failed', async () => {
  const { message } = await resolveHere().catch((error) => error)
  for (const part of ['docker run -p 2181:2181 zookeeper:3.9', 'ZOOKEEPER_HOME=', '(offline)'])
    expect(message).toContain(part)
})
