import { type NextRequest, NextResponse } from 'next/server'

/**
 * Gives every page its Content-Security-Policy, with a nonce that no other page has. It is no
 * boundary: the HTTP front judges what comes in, and each handler and page guards itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = policyFor(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/** Assets carry no markup, and the API none that a browser would run. */
export const config = { matcher: ['/((?!api/|_next/static/).*)'] }

/** React in development evaluates code to rebuild stacks; production does not. */
const DEVELOPMENT = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''

/**
 * Rows are placed by style attributes, and CodeMirror adds its style sheet at run time: styles
 * cannot carry a nonce. Scripts can, and nothing else runs.
 */
function policyFor(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')
}
