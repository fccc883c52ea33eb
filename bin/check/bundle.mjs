import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startVivarium } from '../production-server.mjs'

const STANDALONE = join(resolve(import.meta.dirname, '../..'), '.next/standalone')
const BUDGET = 200_000

/** Words that only the code in question holds; minifiers keep them. */
const LAZY = { 'the editor (CodeMirror)': 'cm-lineWrapping', zod: 'ZodError' }

/** The page at `path` as somebody signed in gets it. */
async function fetchPage({ origin, signInLink }, path) {
  const signedIn = await fetch(signInLink(), { redirect: 'manual' })
  const cookie = signedIn.headers.getSetCookie().map((text) => text.split(';')[0])
  const answer = await fetch(`${origin}${path}`, { headers: { cookie: cookie.join('; ') } })
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

function measure(html) {
  const scripts = scriptsOf(html).map((path) => {
    const code = readFileSync(join(STANDALONE, path.replace('/_next/', '.next/')))
    return { path, code, size: gzipSync(code, { level: 6 }).length }
  })
  const total = scripts.reduce((sum, { size }) => sum + size, 0)
  const problems = Object.entries(LAZY)
    .filter(([, word]) => scripts.some(({ code }) => code.includes(word)))
    .map(([what]) => `${what} is loaded at first`)
  if (total > BUDGET) problems.push(`${total} bytes are more than ${BUDGET}`)
  if (scripts.length === 0) problems.push('the page names no scripts')
  return { scripts, total, problems }
}

const server = await startVivarium({ VIVARIUM_CONNECT: '127.0.0.1:1' })
try {
  const { scripts, total, problems } = measure(await fetchPage(server, '/main/tree?path=%2F'))
  for (const { path, size } of scripts) console.log(`${`${size}`.padStart(7)} ${path}`)
  console.log(`${`${total}`.padStart(7)} first-load JavaScript, gzip`)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
} finally {
  await server.stop()
}
