import type { Notification } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'

/** Somebody who wants every notification, not only those about what is on screens. */
export type Follower = {
  readonly notified: (notification: Notification) => void
  /** The watches stand, again or for the first time; what happened before was not told. */
  readonly connected: () => void
  /** The ensemble's data went back: what was told before no longer holds. */
  readonly wentBack: () => void
  /** A znode on a screen was read. */
  readonly met: (path: ZnodePath, stat: Stat) => void
}

/** All of them as one. */
export class Followers implements Follower {
  readonly #all = new Set<Follower>()

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  /** Answers the way to stop. */
  add(follower: Follower): () => void {
    this.#all.add(follower)
    return () => void this.#all.delete(follower)
  }

  notified(notification: Notification): void {
    for (const { notified } of this.#all) notified(notification)
  }

  connected(): void {
    for (const { connected } of this.#all) connected()
  }

  wentBack(): void {
    for (const { wentBack } of this.#all) wentBack()
  }

  met(path: ZnodePath, stat: Stat): void {
    for (const { met } of this.#all) met(path, stat)
  }
}
