import { pathProblem, ROOT, type ZnodePath } from '@/lib/znode/path'

export type Server = { readonly host: string; readonly port: number }
export type Connect = { readonly servers: readonly Server[]; readonly chroot: ZnodePath }

const DEFAULT_PORT = 2181
const HOST = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?$/
const ADDRESS = /^(?:\[([0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?)\]|([^:[\]]*))(?::(\d{1,5}))?$/

/**
 * Reads ZooKeeper's connect string: `zk1:2181,[::1]:2182/chroot`. The port may be left out.
 * Answers why it is not one as a string.
 */
export function parseConnect(text: string): Connect | string {
  const cut = text.indexOf('/')
  const chroot = cut < 0 ? ROOT : text.slice(cut)
  const problem = pathProblem(chroot)
  if (problem) return `the chroot is not a valid path: ${problem}`
  const servers: Server[] = []
  for (const address of (cut < 0 ? text : text.slice(0, cut)).split(',')) {
    const server = parseServer(address.trim())
    if (!server) return 'expected host:port,host:port/chroot, an IPv6 address in brackets'
    servers.push(server)
  }
  return { servers, chroot: chroot as ZnodePath }
}

function parseServer(address: string): Server | undefined {
  const [, ipv6, name, portText] = ADDRESS.exec(address) ?? []
  const host = ipv6 ?? name
  if (host === undefined || (ipv6 === undefined && !HOST.test(host))) return undefined
  const port = portText === undefined ? DEFAULT_PORT : Number(portText)
  return port >= 1 && port <= 65_535 ? { host, port } : undefined
}
