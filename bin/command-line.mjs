import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `Usage: vivarium [options] [host:port,host:port/chroot]

  --config FILE   JSON file with several clusters
  --port PORT     port to listen on (3000)
  --host HOST     address to listen on (127.0.0.1)
  --version       print the version
  --help          print this

Every setting is also a VIVARIUM_ variable; the README lists them. With npm, options
come after two dashes: npm start -- --port 8080 zk1:2181`

/** Options and the variables they set. */
const OPTIONS = {
  config: 'VIVARIUM_CONFIG',
  port: 'VIVARIUM_PORT',
  host: 'VIVARIUM_HOST',
}

/** The server changes its working directory, so file names must not depend on it. */
const FILE_VARIABLES = [
  'VIVARIUM_CONFIG',
  'VIVARIUM_DATA',
  'VIVARIUM_TLS_CA',
  'VIVARIUM_TLS_CERT',
  'VIVARIUM_TLS_KEY',
]

/** A command line that says nothing we know; `message` is one line that names the part. */
export class UsageError extends Error {
  name = 'UsageError'
}

/**
 * What the command line asks for, and the VIVARIUM_ variables it sets. Their values are not
 * looked at: the server does that. Throws `UsageError`.
 * @param {readonly string[]} argv
 * @returns {{ action: 'help' | 'version' | 'serve', variables: Record<string, string> }}
 */
export function parseCommandLine(argv) {
  /** @type {Record<string, string>} */
  const variables = {}
  /** @type {'help' | 'version' | 'serve'} */
  let action = 'serve'
  for (const token of tokensOf(argv)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (variables.VIVARIUM_CONNECT) throw new UsageError(`unexpected argument ${token.value}`)
      variables.VIVARIUM_CONNECT = token.value
    } else if (token.name === 'help' || token.name === 'version') action = token.name
    else if (!Object.hasOwn(OPTIONS, token.name))
      throw new UsageError(`unknown option ${token.rawName}`)
    else if (!token.value) throw new UsageError(`${token.rawName} wants a value`)
    else variables[OPTIONS[token.name]] = token.value
  }
  return { action, variables }
}

/** @param {readonly string[]} argv */
function tokensOf(argv) {
  const text = /** @type {const} */ ({ type: 'string' })
  const flag = /** @type {const} */ ({ type: 'boolean' })
  const { tokens } = parseArgs({
    args: [...argv],
    options: { config: text, port: text, host: text, help: flag, version: flag },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  return tokens
}

/** The server's own default would lie in the folder of the build, to which Next moves. */
const DATA_FOLDER = '.vivarium'

/**
 * The environment the server process runs in. Next takes the address from HOSTNAME and PORT, and
 * a container's own HOSTNAME is not meant for it.
 * @param {NodeJS.ProcessEnv} env with the command line's variables
 * @param {{ cwd: string, readFile: (file: string) => string }} place
 * @returns {NodeJS.ProcessEnv & { HOSTNAME: string, PORT: string }}
 */
export function serverEnvironment(env, { cwd, readFile }) {
  const files = FILE_VARIABLES.filter((name) => env[name])
  const absolute = Object.fromEntries(files.map((name) => [name, resolve(cwd, env[name] ?? '')]))
  const inFile = serverInFile(absolute.VIVARIUM_CONFIG, readFile)
  const data = inFile.data ? {} : { VIVARIUM_DATA: resolve(cwd, DATA_FOLDER) }
  return {
    ...env,
    ...data,
    ...absolute,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_MANUAL_SIG_HANDLE: '1',
    HOSTNAME: env.VIVARIUM_HOST || inFile.host || '127.0.0.1',
    PORT: env.VIVARIUM_PORT || inFile.port || env.PORT || '3000',
  }
}

/**
 * The server reports what is wrong with the file; here only where it listens and keeps its data.
 * @param {string | undefined} file
 * @param {(file: string) => string} readFile
 * @returns {{ host?: string, port?: string, data?: boolean }}
 */
function serverInFile(file, readFile) {
  if (file === undefined) return {}
  try {
    const { host, port, data } = JSON.parse(readFile(file))
    return {
      host: typeof host === 'string' ? host : undefined,
      port: Number.isInteger(port) ? String(port) : undefined,
      data: data !== undefined,
    }
  } catch {
    return {}
  }
}
