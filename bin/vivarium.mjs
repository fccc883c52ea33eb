#!/usr/bin/env node
import './supported-node.mjs'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { parseCommandLine, serverEnvironment, USAGE, UsageError } from './command-line.mjs'
import { listenError } from './free-port.mjs'
import { installFront } from './front/install.mjs'
import { captureOutput } from './output.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const SERVER = resolve(ROOT, '.next/standalone/server.js')

/** sysexits' EX_CONFIG: something is wrong with the settings. */
const EX_CONFIG = 78

// Left to itself, V8 lets what many requests leave behind grow to several times what is in use
// before it collects it: a hundred megabytes for nothing, and no faster.
setFlagsFromString('--heap-growing-percent=50')

/** @param {string} line @param {number} code @returns {never} */
function refuse(line, code) {
  console.error(line)
  process.exit(code)
}

function commandLine() {
  try {
    return parseCommandLine(process.argv.slice(2))
  } catch (error) {
    if (error instanceof UsageError) return refuse(`vivarium: ${error.message}`, EX_CONFIG)
    throw error
  }
}

/** Next would answer these with a stack trace. @param {string} portText @param {string} host */
async function checkAddress(portText, host) {
  const port = Number(portText)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return
  const code = await listenError(port, host)
  if (code === null) return
  if (code === 'EADDRINUSE') refuse(`VIVARIUM_PORT: ${port} is in use on ${host}`, EX_CONFIG)
  if (code === 'EACCES') refuse(`VIVARIUM_PORT: ${port} needs more rights`, EX_CONFIG)
  refuse(`VIVARIUM_HOST: cannot listen on ${host} (${code})`, EX_CONFIG)
}

async function serve() {
  if (!existsSync(SERVER))
    refuse('vivarium: it is not built yet, run `npm ci && npm run build` first', 1)
  const place = { cwd: process.cwd(), readFile: (file) => readFileSync(file, 'utf8') }
  const env = serverEnvironment({ ...process.env, ...variables }, place)
  await checkAddress(env.PORT, env.HOSTNAME)
  Object.assign(process.env, env)
  captureOutput()
  installFront()
  await import(pathToFileURL(SERVER).href)
}

const { action, variables } = commandLine()
if (action === 'help') console.log(USAGE)
else if (action === 'version')
  console.log(JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')).version)
else await serve()
