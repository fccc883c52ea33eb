import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { signInTo } from '../production-server.mjs'

const STANDALONE = join(resolve(import.meta.dirname, '../..'), '.next/standalone')

/** The page at `path` as somebody signed in gets it. */
async function fetchPage(server, path) {
  const headers = { cookie: await signInTo(server) }
  const answer = await fetch(`${server.origin}${path}`, { headers })
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return answer.text()
}

/** What today's browsers load before anybody clicks; `noModule` is for those of 2017. */
function scriptsOf(html) {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  const paths = tags
    .filter((tag) => !/\bnoModule\b/i.test(tag))
    .map((tag) => /(?:src|href)="(\/_next\/static\/[^"?]+\.js)[?"]/.exec(tag)?.[1])
  return [...new Set(paths.filter(Boolean))]
}

/**
 * The scripts of the explorer's first page, with their size in bytes as gzip.
 * @param {{ origin: string, signInLink: () => string }} server
 */
export async function firstLoad(server) {
  return scriptsOf(await fetchPage(server, '/main/tree?path=%2F')).map((path) => {
    const code = readFileSync(join(STANDALONE, path.replace('/_next/', '.next/')))
    return { path, code, size: gzipSync(code, { level: 6 }).length }
  })
}
