import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const FOLDER = 'usr/share/java'

// The manifest of Debian's zookeeper.jar names absolute paths, which miss in an extracted root or
// lead to another version's jars, and lacks servlet-api (AdminServer) and netty-codec (TLS). So
// all are named here, zookeeper.jar last: what its manifest names is looked for behind them.
const JARS = [
  'zookeeper-jute.jar slf4j-api.jar slf4j-simple.jar commons-cli.jar snappy-java.jar',
  'metrics-core.jar netty-buffer.jar netty-codec.jar netty-common.jar netty-handler.jar',
  'netty-resolver.jar netty-transport.jar netty-transport-native-epoll.jar',
  'netty-transport-native-unix-common.jar servlet-api.jar commons-io.jar',
  'jackson-annotations.jar jackson-core.jar jackson-databind.jar',
  'jetty9-http.jar jetty9-io.jar jetty9-security.jar jetty9-server.jar jetty9-servlet.jar',
  'jetty9-util.jar jetty9-util-ajax.jar zookeeper.jar',
]
  .join(' ')
  .split(' ')

/**
 * The class path of the server whose packages are installed or unpacked under `roots`, each jar
 * from the first root that has it.
 * @param {...string} roots
 */
export function classpathUnder(...roots) {
  return JARS.flatMap((name) => {
    const files = roots.map((root) => join(root, FOLDER, name))
    return files.find((file) => existsSync(file)) ?? []
  }).join(delimiter)
}

/**
 * The version of the ZooKeeper under `root`, such as `3.8.0`, or null where there is none.
 * @param {string} root
 */
export function versionUnder(root) {
  const folder = join(root, FOLDER)
  if (!existsSync(join(folder, 'zookeeper.jar'))) return null
  const versions = readdirSync(folder).map((name) => /^zookeeper-(\d+\.\d+\.\d+)\.jar$/.exec(name))
  return versions.find((found) => found !== null)?.[1] ?? 'unknown'
}
