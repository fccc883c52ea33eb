import { createHash } from 'node:crypto'
import type { AclEntry, Permission } from '@/lib/znode/acl'
import { OPEN_ACL } from '@/lib/znode/acl'
import { json, type SeededZnode, text } from './seeded-znode'

const ALL: readonly Permission[] = ['read', 'write', 'create', 'delete', 'admin']

/** `demo:demo` as ZooKeeper's digest scheme stores it. */
const OWNER: AclEntry = { scheme: 'digest', id: digestId('demo', 'demo'), permissions: ALL }
const ANYONE_READS: AclEntry = { scheme: 'world', id: 'anyone', permissions: ['read'] }

/** Znodes that not everybody may read or change. */
export function guarded(): SeededZnode[] {
  return [
    text('/secrets/about', 'The znodes beside this one open to the credential: digest demo:demo\n'),
    { ...text('/secrets/payment-gateway', 'api-key=not-a-real-key\n'), acl: [OWNER] },
    { ...text('/secrets/signing-key', 'not a real key\n'), acl: [OWNER] },
    {
      ...json('/config/locked', {
        note: 'Everybody reads this, only digest demo:demo changes it.',
      }),
      acl: [ANYONE_READS, OWNER],
    },
    {
      ...text('/config/local-only', 'Everybody reads this; loopback may do anything.\n'),
      acl: [ANYONE_READS, { scheme: 'ip', id: '127.0.0.1', permissions: ALL }],
    },
    { ...text('/config/open', 'world:anyone may do anything here.\n'), acl: OPEN_ACL },
  ]
}

function digestId(user: string, password: string): string {
  const hash = createHash('sha1').update(`${user}:${password}`).digest('base64')
  return `${user}:${hash}`
}
