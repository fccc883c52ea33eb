import { startVivarium } from '../production-server.mjs'
import { firstLoad } from './first-load.mjs'

const BUDGET = 200_000

/** Words that only the code in question holds; minifiers keep them. */
const LAZY = { 'the editor (CodeMirror)': 'cm-lineWrapping', zod: 'ZodError' }

function judge(scripts) {
  const total = scripts.reduce((sum, { size }) => sum + size, 0)
  const problems = Object.entries(LAZY)
    .filter(([, word]) => scripts.some(({ code }) => code.includes(word)))
    .map(([what]) => `${what} is loaded at first`)
  if (total > BUDGET) problems.push(`${total} bytes are more than ${BUDGET}`)
  if (scripts.length === 0) problems.push('the page names no scripts')
  return { total, problems }
}

const server = await startVivarium({ VIVARIUM_CONNECT: '127.0.0.1:1' })
try {
  const scripts = await firstLoad(server)
  const { total, problems } = judge(scripts)
  for (const { path, size } of scripts) console.log(`${`${size}`.padStart(7)} ${path}`)
  console.log(`${`${total}`.padStart(7)} first-load JavaScript, gzip`)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
} finally {
  await server.stop()
}
