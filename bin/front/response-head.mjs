import { problemOf, refusalHeaders } from './refusal.mjs'
import { securityHeaders } from './security-headers.mjs'

/**
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {import('./refusal.mjs').Refusal} Refusal
 */

/**
 * Gives an answer, whoever writes it, the headers that all have, and turns a refusal of the
 * framework's own under /api into a problem document.
 * @param {Response} response
 * @param {string} pathname
 */
export function guardResponse(response, pathname) {
  const { writeHead, write, end } = response
  const isApi = /^\/api(?:\/|$)/.test(pathname)
  /** @type {string | undefined} */
  let instead
  let isSettled = false
  const settle = (/** @type {number} */ status) => {
    if (isSettled) return
    isSettled = true
    if (isApi && status >= 400 && !isOurs(response)) instead = replace(response, status)
    for (const [name, value] of Object.entries(securityHeaders(pathname)))
      if (!response.hasHeader(name)) response.setHeader(name, value)
  }
  response.writeHead = (...given) => {
    settle(given[0])
    return writeHead.apply(response, instead === undefined ? given : [given[0]])
  }
  response.write = (...given) => {
    settle(response.statusCode)
    return instead === undefined ? write.apply(response, given) : true
  }
  response.end = (...given) => {
    settle(response.statusCode)
    return instead === undefined ? end.apply(response, given) : end.call(response, instead)
  }
}

/** @param {Response} response */
function isOurs(response) {
  return /^application\/(?:problem\+)?json/.test(`${response.getHeader('content-type') ?? ''}`)
}

/** @param {Response} response @param {number} status @returns {string} the body to send */
function replace(response, status) {
  for (const name of response.getHeaderNames())
    if (/^(?:content-|etag$|transfer-encoding$|set-cookie$)/.test(name)) response.removeHeader(name)
  const code =
    status === 404
      ? 'not-found'
      : status === 405
        ? 'method-not-allowed'
        : status >= 500
          ? 'internal'
          : 'invalid-request'
  return sendable(response, { status, code })
}

/** Answers with the problem document. @param {Response} response @param {Refusal} refusal */
export function refuse(response, refusal) {
  response.statusCode = refusal.status
  response.end(sendable(response, refusal))
}

/** @param {Response} response @param {Refusal} refusal @returns {string} */
function sendable(response, refusal) {
  const body = problemOf(refusal)
  const headers = { ...refusalHeaders(refusal), 'content-length': `${Buffer.byteLength(body)}` }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  return body
}
