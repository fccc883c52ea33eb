import 'server-only'
import type { SessionKey, SessionOptions } from '@/lib/server/zookeeper/session'
import { ServerList } from './server-list'
import { systemWorld } from './system-environment'
import { takeOver } from './takeover'

/**
 * Takes over the session `key` names, whoever had it, and closes it, so that nothing sent in it
 * can be applied later. False when no server could be asked within its deadlines.
 */
export function fence(options: SessionOptions, key: SessionKey): Promise<boolean> {
  const world = options.world ?? systemWorld
  return takeOver(world, options, new ServerList(options.servers, world).others(), key)
}
