import type { ChangeMessage } from '@/lib/api/events'
import type { ZnodePath } from '@/lib/znode/path'

export type Flash = 'created' | 'changed' | 'deleted'

/** How long a change tints its row (ms); style.md allows a second. */
export const FLASH_MS = 900
const MAX_FLASHES = 2_000

const TINTS: Record<ChangeMessage['kind'], Flash | undefined> = {
  created: 'created',
  recreated: 'created',
  changed: 'changed',
  acl: 'changed',
  deleted: 'deleted',
  children: undefined,
}

/** The rows that are tinted now. */
export class Flashes {
  readonly #byPath = new Map<ZnodePath, { readonly flash: Flash; readonly until: number }>()

  get(path: ZnodePath): Flash | undefined {
    return this.#byPath.get(path)?.flash
  }

  /** Tints the row of a change; `now` in ms. */
  add(path: ZnodePath, kind: ChangeMessage['kind'], now: number): void {
    const flash = TINTS[kind]
    if (!flash || this.#byPath.size >= MAX_FLASHES) return
    this.#byPath.delete(path)
    this.#byPath.set(path, { flash, until: now + FLASH_MS })
  }

  /** Takes away what is over. Answers the ms until the next one is, undefined when none is left. */
  expire(now: number): number | undefined {
    for (const [path, { until }] of this.#byPath) {
      if (until > now) return until - now
      this.#byPath.delete(path)
    }
    return undefined
  }
}
