import type { Problem } from '@/lib/api/problem'

const FIRST_RETRY_MS = 300
const MAX_RETRY_MS = 4_000

/** Whether what is on the screen is followed, as far as the server was told. */
export type Standing = {
  /** The newest interest was accepted. */
  readonly isAccepted: boolean
  /** An interest was accepted since changes were missed last. */
  readonly wasAccepted: boolean
  /** Since when it is not accepted, ms of the same clock. */
  readonly since: number | null
  /** Why it was refused. */
  readonly problem: Problem | null
}

/** Whether the server took what is on the screen, since when it did not, and how often it was tried. */
export class Acceptance {
  #failures = 0
  #pendingSince: number | null = null
  /** When the screen changed first after it was looked at for what is being told (ms). */
  #changedSince: number | null = null
  #problem: Problem | null = null

  /** Tellings without success since the last that was taken. */
  get failures(): number {
    return this.#failures
  }

  /** `wasAccepted`: the server answered since changes were missed. */
  standing(wasAccepted: boolean): Standing {
    const since = this.#pendingSince
    return { isAccepted: wasAccepted && since === null, wasAccepted, since, problem: this.#problem }
  }

  /** What is on the screen may be something else since `now` (ms). */
  changed(now: number): void {
    this.#pendingSince ??= now
    this.#changedSince ??= now
  }

  /** What is on the screen is about to be told. */
  looked(): void {
    this.#changedSince = null
  }

  /** The server knows what is on the screen. */
  settled(): void {
    this.#pendingSince = null
  }

  /** A telling was answered. `isProven`: the answer is no older than what is on the screen. */
  taken(isProven: boolean): void {
    this.#failures = 0
    this.#problem = null
    // A screen that never stays the same is followed as it was when it was told.
    if (isProven) this.#pendingSince = this.#changedSince
  }

  refused(problem: Problem | null): void {
    this.#problem = problem
  }

  /** Another try without success: answers how long to wait before the next (ms). */
  backOff(): number {
    this.#failures += 1
    return Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1))
  }
}
