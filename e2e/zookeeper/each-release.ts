import { describe, test } from 'vitest'
import { RELEASES, type Release } from '@/bin/zookeeper/releases.mjs'
import { type AvailableRelease, findReleases } from './releases'

/** Defines the same tests for each release; one that cannot be had is skipped, with the reason. */
export async function eachRelease(
  define: (release: AvailableRelease) => void,
  releases: readonly Release[] = RELEASES,
): Promise<void> {
  const { available, missing } = await findReleases(...releases)
  for (const release of available) {
    describe(`ZooKeeper ${release.release}`, () => {
      define(release)
    })
  }
  for (const { release, reason } of missing)
    test(`ZooKeeper ${release}`, ({ task, skip }) => {
      task.meta.leftOut = reason
      skip()
    })
}
