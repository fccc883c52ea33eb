/** @typedef {import('./refusal.mjs').Refusal} Refusal */
/** @typedef {import('node:http').IncomingMessage} Request */

/** So many header lines are read: more than any browser or proxy sends. */
export const MAX_HEADER_LINES = 256

const READS = new Set(['GET', 'HEAD'])
const FIELDS_SENT_ONCE = ['host', 'content-length', 'transfer-encoding', 'content-type']

/** @param {string} detail @param {number} [status] @returns {Refusal} */
const invalid = (detail, status = 400) => ({ status, code: 'invalid-request', detail })

/**
 * What is wrong with a request wherever it goes; null when nothing is. Node has parsed it: this is
 * what Node lets pass, and what Next would act on before any guard.
 * @param {Request} request
 * @returns {Refusal | null}
 */
export function judgeRequest({ httpVersion, url = '', rawHeaders, headers }) {
  if (httpVersion !== '1.1' && httpVersion !== '1.0')
    return invalid('The server speaks HTTP/1.1', 505)
  if (!isPath(url)) return invalid('The target has to be a path that begins with one slash')
  if (!isDecodable(pathOf({ url }))) return invalid('The path is not UTF-8 in percent-encoding')
  if (rawHeaders.length >= MAX_HEADER_LINES * 2)
    return { status: 431, code: 'header-too-large', detail: 'There are too many header lines' }
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  const twice = FIELDS_SENT_ONCE.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice !== undefined) return invalid(`${twice} is given twice`)
  if (headers.host === undefined && httpVersion === '1.1') return invalid('host is missing')
  return null
}

/**
 * Whether a request target is a path that begins with exactly one slash: no absolute form, no `*`,
 * nothing that a redirect would turn into another host. Browsers read a backslash as a slash.
 * @param {string} target
 */
export function isPath(target) {
  const [path = ''] = target.split('?', 1)
  return /^\/(?!\/)[^\\#]*$/.test(path)
}

/** Whether a path can be decoded: Next answers one that cannot with an error of its own. */
function isDecodable(/** @type {string} */ path) {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * What is wrong with the way its body comes, before any of it is read; null when nothing is.
 * @param {Request} request
 * @param {Pick<import('./handover.mjs').Policy, 'maxBodyBytes' | 'bodyTooLarge'>} policy
 * @returns {Refusal | null}
 */
export function judgeBody({ method = '', httpVersion, headers }, { maxBodyBytes, bodyTooLarge }) {
  const { expect, upgrade, 'transfer-encoding': encoding } = headers
  if (expect !== undefined && expect.toLowerCase() !== '100-continue')
    return invalid('That expectation cannot be met', 417)
  // Java's client offers h2c with every request, and goes on without.
  if (upgrade !== undefined && upgrade.toLowerCase() !== 'h2c')
    return invalid('No connection is upgraded')
  if (encoding !== undefined && (encoding.toLowerCase() !== 'chunked' || httpVersion === '1.0'))
    return invalid('The only transfer encoding is chunked, in HTTP/1.1')
  if (READS.has(method) && hasBody({ headers })) return invalid(`${method} takes no body`)
  if (Number(headers['content-length'] ?? 0) <= maxBodyBytes) return null
  return { status: 413, code: 'too-large', detail: bodyTooLarge }
}

/** Whether a body follows the header. @param {Pick<Request, 'headers'>} request */
export function hasBody({ headers }) {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
}

/** How long its header was, near enough. @param {Request} request */
export function headerBytes({ method = '', url = '', rawHeaders }) {
  const first = method.length + url.length + 14
  return rawHeaders.reduce((sum, text) => sum + text.length + 2, first)
}

/** The path it asks for, without the query. @param {Pick<Request, 'url'>} request */
export function pathOf({ url = '' }) {
  return url.split('?', 1)[0] ?? ''
}
