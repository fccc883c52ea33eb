import { BlockList, isIP } from 'node:net'

/** An address or a network in CIDR notation. */
export type Network = { readonly address: string; readonly prefix: number }

/** Reads `10.0.0.0/8`, `::1` or the like; undefined when it is no network. */
export function parseNetwork(text: string): Network | undefined {
  const [, address = '', prefixText] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIP(address)
  if (family === 0) return undefined
  const bits = family === 4 ? 32 : 128
  const prefix = prefixText === undefined ? bits : Number(prefixText)
  return prefix <= bits ? { address, prefix } : undefined
}

/** Answers whether an address lies in one of the networks. */
export function addressesIn(networks: readonly Network[]): (address: string) => boolean {
  const list = new BlockList()
  for (const { address, prefix } of networks) list.addSubnet(address, prefix, familyOf(address))
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
