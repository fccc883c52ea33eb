import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Certificates = {
  /** PEM. */
  readonly ca: string
  readonly client: { readonly cert: string; readonly key: string }
  /** A server's that ran out a day ago. */
  readonly expired: { readonly cert: string; readonly key: string }
  /** Files the server reads. */
  readonly caFile: string
  /** Files a client reads. */
  readonly clientFile: string
  readonly clientKeyFile: string
  readonly serverFile: string
}

/**
 * Makes a certificate authority, a server certificate for localhost and 127.0.0.1, and a client
 * certificate (CN=client) in `folder`, with the system's openssl.
 */
export function makeCertificates(folder: string): Certificates {
  const openssl = (...parameters: string[]) =>
    execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const x509 = ['req', '-x509', ...key, '-days', '3650', '-subj', '/CN=Vivarium test authority']
  openssl(...x509, '-keyout', 'ca.key', '-out', 'ca.pem')
  const issue = (name: string, commonName: string, extensions: string, days = '3650') => {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.csr`]
    openssl('req', ...key, '-subj', `/CN=${commonName}`, ...files)
    writeFileSync(join(folder, `${name}.ext`), extensions)
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', days]
    const request = ['x509', '-req', '-in', `${name}.csr`, '-extfile', `${name}.ext`]
    openssl(...request, ...authority, '-out', `${name}.pem`)
  }
  issue('server', 'localhost', 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
  issue('client', 'client', 'extendedKeyUsage=clientAuth\n')
  issue('expired', 'localhost', 'subjectAltName=IP:127.0.0.1\n', '-1')
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const serverFile = join(folder, 'server-with-key.pem')
  writeFileSync(serverFile, read('server.key') + read('server.pem'))
  return {
    ca: read('ca.pem'),
    client: { cert: read('client.pem'), key: read('client.key') },
    expired: { cert: read('expired.pem'), key: read('expired.key') },
    caFile: join(folder, 'ca.pem'),
    clientFile: join(folder, 'client.pem'),
    clientKeyFile: join(folder, 'client.key'),
    serverFile,
  }
}
