/** Why there is no session with a server, or none that is of use. */
export const CAUSES = [
  'name-not-found',
  'connection-refused',
  'unreachable',
  'timed-out',
  'certificate-name',
  'certificate-authority',
  'certificate-expired',
  /** The server wants a client certificate, or another one. */
  'client-certificate',
  /** We speak plain text, the server expects TLS. */
  'plain-to-tls',
  'tls-to-plain',
  'auth-refused',
  /** The server does not offer DIGEST-MD5, as in FIPS mode. */
  'sasl-mechanism',
  'sasl-required',
  'no-quorum',
  'chroot-missing',
  'not-zookeeper',
  'too-many-connections',
  /** Connected, and nothing is answered. */
  'silent',
  /** The server closed the connection and did not say why. */
  'closed',
  'session-expired',
  'other',
] as const

export type Cause = (typeof CAUSES)[number]

/** What went wrong: the cause for the screen's words, and one line of detail in English. */
export type Failure = { readonly cause: Cause; readonly detail: string }
