#!/usr/bin/env node
import './supported-node.mjs'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseCommandLine, serverEnvironment, USAGE, UsageError } from './command-line.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const SERVER = resolve(ROOT, '.next/standalone/server.js')

/** sysexits' EX_CONFIG: something is wrong with the settings. */
const EX_CONFIG = 78

function refuse(message, code) {
  console.error(`vivarium: ${message}`)
  process.exit(code)
}

function commandLine() {
  try {
    return parseCommandLine(process.argv.slice(2))
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, EX_CONFIG)
    throw error
  }
}

const { action, variables } = commandLine()
if (action === 'help') {
  console.log(USAGE)
} else if (action === 'version') {
  console.log(JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')).version)
} else {
  if (!existsSync(SERVER)) refuse('it is not built yet: run `npm ci && npm run build` first', 1)
  const place = { cwd: process.cwd(), readFile: (file) => readFileSync(file, 'utf8') }
  Object.assign(process.env, serverEnvironment({ ...process.env, ...variables }, place))
  await import(pathToFileURL(SERVER).href)
}
