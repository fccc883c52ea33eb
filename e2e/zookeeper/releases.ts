import type { Installation } from '@/bin/zookeeper/launch.mjs'
import { installationOf, type Release } from '@/bin/zookeeper/releases.mjs'

export type AvailableRelease = {
  readonly release: Release
  /** As `3.9.6`. */
  readonly version: string
  readonly installation: Installation
}

/** A release that this machine can neither find nor download, and why. */
export type MissingRelease = { readonly release: Release; readonly reason: string }

/** The releases of ZooKeeper to test with. Those that cannot be had are missing, with the reason. */
export async function findReleases(
  ...releases: readonly Release[]
): Promise<{ available: AvailableRelease[]; missing: MissingRelease[] }> {
  const available: AvailableRelease[] = []
  const missing: MissingRelease[] = []
  const found = await Promise.allSettled(releases.map((release) => installationOf(release)))
  for (const [index, release] of releases.entries()) {
    const one = found[index]
    if (one?.status === 'fulfilled')
      available.push({ release, version: one.value.version, installation: one.value })
    else missing.push({ release, reason: String(one?.reason?.message) })
  }
  return { available, missing }
}
