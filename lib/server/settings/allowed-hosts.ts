/** A host this server answers for; an empty `port`: the default one, or the one it listens on. */
export type AllowedHost = { readonly secure: boolean; readonly name: string; readonly port: string }

const HOST = /^(https?:\/\/)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9][A-Za-z0-9._-]*)(?::(\d{1,5}))?$/
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/
const WILDCARDS = new Set(['0.0.0.0', '::', '[::]'])

/** Reads `host`, `host:port` or `https://host`; undefined when it is none of them. */
export function parseAllowedHost(text: string): AllowedHost | undefined {
  const [, scheme, name, port = ''] = HOST.exec(text) ?? []
  if (name === undefined || Number(port) > 65_535) return undefined
  return { secure: scheme === 'https://', name: name.toLowerCase(), port }
}

/**
 * Answers the origin that pages of this server have when they are asked for under the Host header
 * `host`; undefined for a host that is not ours. Loopback names are ours under any port, because
 * a container's port may be published under another one.
 */
export type OriginOf = (host: string | null) => string | undefined

/** Made from the address it listens on and the hosts of the settings. */
export function originsOf(bind: string, port: number, hosts: readonly AllowedHost[]): OriginOf {
  const origins = new Map<string, string>()
  const add = (origin: string) => {
    const { host, port: other, protocol } = new URL(origin)
    origins.set(host, origin)
    // Browsers leave out the port that the scheme implies; some proxies write it.
    if (other === '') origins.set(`${host}:${protocol === 'https:' ? 443 : 80}`, origin)
  }
  if (!WILDCARDS.has(bind)) add(publicOriginOf(bind, port, []))
  for (const host of hosts) {
    add(originOf(host))
    if (!host.port && !host.secure) add(originOf({ ...host, port: `${port}` }))
  }
  return (asked) => {
    const host = asked?.toLowerCase()
    if (host === undefined) return undefined
    return origins.get(host) ?? (LOOPBACK.test(host) ? `http://${host}` : undefined)
  }
}

/** The origin to print: the first TLS host, else where we listen, from this machine. */
export function publicOriginOf(bind: string, port: number, hosts: readonly AllowedHost[]): string {
  const proxied = hosts.find(({ secure }) => secure)
  if (proxied) return originOf(proxied)
  const name = WILDCARDS.has(bind) ? '127.0.0.1' : bind.includes(':') ? `[${bind}]` : bind
  return originOf({ secure: false, name, port: `${port}` })
}

/** Without the port that the scheme implies, as browsers spell an origin. */
function originOf({ secure, name, port }: AllowedHost): string {
  return new URL(`${secure ? 'https' : 'http'}://${name}${port ? `:${port}` : ''}`).origin
}
