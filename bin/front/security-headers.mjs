const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=()',
}

/** Nothing of ours but a page is a document. */
const NO_DOCUMENT = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** A worker runs under the policy of its own script; that of values unpacks with WebAssembly. */
const SCRIPT = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The headers every answer carries, as far as whoever answers has not set them: a page has a
 * policy with a nonce (proxy.ts), an asset may be cached.
 * @param {string} pathname
 * @returns {Record<string, string>}
 */
export function securityHeaders(pathname) {
  const isAsset = pathname.startsWith('/_next/')
  return {
    ...ALWAYS,
    'content-security-policy': isAsset ? SCRIPT : NO_DOCUMENT,
    ...(isAsset ? {} : { 'cache-control': 'no-store' }),
  }
}
