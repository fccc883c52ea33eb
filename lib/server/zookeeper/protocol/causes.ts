import type { Cause, Failure } from '@/lib/znode/cause'

const BY_CODE: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ['ENOTFOUND', 'name-not-found'],
  ['EAI_AGAIN', 'name-not-found'],
  ['ECONNREFUSED', 'connection-refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ETIMEDOUT', 'timed-out'],
  ['ECONNRESET', 'closed'],
  ['EPIPE', 'closed'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-name'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-expired'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-authority'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'certificate-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-authority'],
  ['CERT_SIGNATURE_FAILURE', 'certificate-authority'],
  ['CERT_UNTRUSTED', 'certificate-authority'],
  ['CERT_REJECTED', 'certificate-authority'],
  ['CERT_CHAIN_TOO_LONG', 'certificate-authority'],
  ['INVALID_CA', 'certificate-authority'],
])

/** Alerts that OpenSSL reports when the other side does not accept our certificate. */
const CLIENT_CERTIFICATE =
  /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|CERTIFICATE_(UNKNOWN|EXPIRED|REVOKED)|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)|SSLV3_ALERT_HANDSHAKE_FAILURE/
/** What came back is no TLS record. */
const NO_TLS = /WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|RECORD_LAYER_FAILURE/

const LONGEST = 300

/** Why a socket could not be opened, or was lost. */
export function failureOf(error: unknown): Failure {
  const { code = '', message = String(error) } = codedOf(error)
  const detail = oneLine(message)
  const cause = BY_CODE.get(code)
  if (cause) return { cause, detail }
  if (CLIENT_CERTIFICATE.test(code))
    return { cause: 'client-certificate', detail: withoutOpenSsl(detail) }
  if (NO_TLS.test(code)) return { cause: 'tls-to-plain', detail: 'The server does not speak TLS' }
  return { cause: 'other', detail: withoutOpenSsl(detail) }
}

function codedOf(error: unknown): { code?: string; message?: string } {
  if (!(error instanceof Error)) return {}
  // Several addresses of one name were tried: the first failure stands for all.
  if (error instanceof AggregateError && error.errors.length > 0) return codedOf(error.errors[0])
  const { message } = error
  return 'code' in error ? { code: String(error.code), message } : { message }
}

/** OpenSSL's `thread:error:number:library:function:reason:file:line:…`, cut down to the reason. */
function withoutOpenSsl(detail: string): string {
  const [, reason] = /^[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/i.exec(detail) ?? []
  return reason ? `TLS: ${reason}` : detail
}

/** Text of a foreign origin as one line that no terminal obeys. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, LONGEST)
    .replace(/\p{C}+/gu, ' ')
    .trim()
  return text.length > LONGEST ? `${line}…` : line
}
