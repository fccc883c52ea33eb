import { readFileSync } from 'node:fs'

/** How many files and sockets this process may have open, as far as the system says so. */
export function descriptorLimit() {
  try {
    const [, soft] =
      /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    return Number(soft ?? Number.POSITIVE_INFINITY)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
