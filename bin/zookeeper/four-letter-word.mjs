import { connect } from 'node:net'

/**
 * Sends one four-letter word and returns the whole answer. Rejects after `timeout` ms: a server
 * asked while it boots may never answer.
 * @param {number} port
 * @param {string} word
 * @param {{ host?: string, timeout?: number }} [options]
 * @returns {Promise<string>}
 */
export function fourLetterWord(port, word, { host = '127.0.0.1', timeout = 500 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const timer = setTimeout(
      () => socket.destroy(new Error(`no answer to ${word} within ${timeout} ms`)),
      timeout,
    )
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('connect', () => socket.write(word))
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(answer)
    })
  })
}
