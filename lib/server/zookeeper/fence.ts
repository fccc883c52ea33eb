import 'server-only'
import { ServerList } from './server-list'
import type { SessionKey, SessionOptions } from './session'
import { systemWorld } from './system-world'
import { takeOver } from './takeover'

/**
 * Takes over the session `key` names, whoever had it, and closes it, so that nothing sent in it
 * can be applied later. False when no server could be asked within its deadlines.
 */
export function fence(options: SessionOptions, key: SessionKey): Promise<boolean> {
  const world = options.world ?? systemWorld
  return takeOver(world, options, new ServerList(options.servers, world).others(), key)
}
