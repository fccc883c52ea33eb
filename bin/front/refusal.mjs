import { STATUS_CODES } from 'node:http'
import { securityHeaders } from './security-headers.mjs'

/**
 * What is answered below the handlers: a status, and the stable code of the problem document.
 * @typedef {Readonly<{ status: number, code: keyof typeof TITLES, detail?: string,
 *   headers?: Readonly<Record<string, string>> }>} Refusal
 */

/** As in the table of `lib/api/problem.ts`, which a test holds this one to. */
export const TITLES = {
  'invalid-request': 'The request is not valid',
  'wrong-host': 'Vivarium does not serve this host name',
  'not-found': 'Nothing exists at this address',
  'method-not-allowed': 'This address does not accept this method',
  'request-timeout': 'The request took too long to reach Vivarium; nothing was done',
  'too-large': 'This is over the size limit; nothing was changed',
  'header-too-large': 'The request header is too large',
  busy: 'Vivarium has too many connections right now',
  internal: 'Something went wrong in Vivarium',
}

/** @type {Refusal} */
export const BUSY = { status: 503, code: 'busy', headers: { 'retry-after': '2' } }
/** @type {Refusal} */
export const TOO_SLOW = { status: 408, code: 'request-timeout' }

const RETRIABLE = new Set(['request-timeout', 'busy'])

/** @param {Refusal} refusal @returns {string} problem JSON (RFC 9457) */
export function problemOf({ status, code, detail }) {
  const title = TITLES[code]
  const retriable = RETRIABLE.has(code)
  return JSON.stringify({ type: 'about:blank', status, code, title, retriable, detail })
}

/** @param {Refusal} refusal @returns {Record<string, string>} */
export function refusalHeaders({ headers = {} }) {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  }
}

/**
 * The whole answer as bytes, for a connection on which Node has made no response. It says that
 * nothing follows on this connection.
 * @param {Refusal} refusal
 * @param {string} [method] of the request, where one was understood
 */
export function rawRefusal(refusal, method) {
  const body = problemOf(refusal)
  const headers = {
    ...securityHeaders('/api'),
    ...refusalHeaders(refusal),
    date: new Date().toUTCString(),
    'content-length': `${Buffer.byteLength(body)}`,
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('')}\r\n${method === 'HEAD' ? '' : body}`
}
