import { pathProblem, ROOT, type ZnodePath } from '@/lib/znode/path'

export type Server = { readonly host: string; readonly port: number }
export type Connect = { readonly servers: readonly Server[]; readonly chroot: ZnodePath }

const DEFAULT_PORT = 2181
const HOST = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?$/
const ADDRESS = /^(?:\[([0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?)\]|([^:[\]]*))(?::(\d{1,5}))?$/
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//
/** Behind a chroot: `,zk2:2181`, with or without a chroot of its own. */
const SERVER_BEHIND = /,\s*(?:[^,/]*:\d+|[^,/]+\/)/

/**
 * Reads ZooKeeper's connect string: `zk1:2181,[::1]:2182/chroot`. The port may be left out.
 * Answers why it is not one as a string.
 */
export function parseConnect(text: string): Connect | string {
  const [, scheme] = SCHEME.exec(text) ?? []
  if (scheme) return `a server’s address has no scheme: leave out ${scheme}://`
  const cut = text.indexOf('/')
  const chroot = cut < 0 ? ROOT : text.slice(cut)
  if (SERVER_BEHIND.test(chroot))
    return 'the chroot stands once, behind the last server: zk1:2181,zk2:2181/app'
  const problem = pathProblem(chroot)
  if (problem) return `the chroot is not a valid path: ${problem}`
  const servers: Server[] = []
  for (const address of (cut < 0 ? text : text.slice(0, cut)).split(',')) {
    const server = parseServer(address.trim())
    if (typeof server === 'string') return server
    servers.push(server)
  }
  return { servers, chroot: chroot as ZnodePath }
}

function parseServer(address: string): Server | string {
  if (address === '') return 'an address is empty: is there a comma too many, or no server at all?'
  const [whole, ipv6, name, portText] = ADDRESS.exec(address) ?? []
  const host = ipv6 ?? name
  if (whole === undefined || host === undefined) return unreadable(address)
  if (ipv6 === undefined && !HOST.test(host)) return `“${host}” is not the name of a host`
  const port = portText === undefined ? DEFAULT_PORT : Number(portText)
  if (port < 1 || port > 65_535) return `${port} is not a port: 1 to 65535`
  return { host, port }
}

function unreadable(address: string): string {
  if (/^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:\w*$/.test(address))
    return `an IPv6 address stands in brackets, so that its port can be told: [::1]:2181`
  if (/:\D*$/.test(address)) return `“${address}” has no port behind its colon`
  return `expected host:port,host:port/chroot, but “${address}” is no host:port`
}
