import { mkdirSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join, relative } from 'node:path'

/**
 * Makes sure that one demo at a time uses the data in `folder`: two servers would ruin it. A
 * listening socket marks the running one, because it goes when its process goes. Resolves with
 * null when this is the only one, otherwise with what the other has to say.
 * @param {string} folder
 * @param {() => string} greeting what to tell later ones
 * @returns {Promise<string | null>}
 */
export async function claim(folder, greeting) {
  mkdirSync(folder, { recursive: true })
  // Relative, because a socket's path may have some hundred characters at most.
  const path = relative(process.cwd(), join(folder, 'running'))
  const other = await ask(path)
  if (other !== null) return other
  rmSync(path, { force: true })
  const server = createServer((socket) => socket.end(greeting()))
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve(undefined))
  })
  server.unref()
  return null
}

/** @param {string} path @returns {Promise<string | null>} */
function ask(path) {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(path)
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => resolve(null))
    socket.on('end', () => resolve(answer))
  })
}
