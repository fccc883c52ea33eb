import { existsSync } from 'node:fs'
import { isFresh } from '@/bin/build.mjs'

/** The specs run against the production build; they do not make it, so that each run is quick. */
export default function requireBuild() {
  if (!existsSync('.next/standalone/server.js')) throw new Error('Run `npm run build` first')
  if (!isFresh()) console.warn('The build is older than the sources: `npm run build`')
}
