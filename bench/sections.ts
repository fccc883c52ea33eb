import { engine } from './engine/section'
import { fairness } from './fairness/section'
import { fanOut } from './fan-out/section'
import { history } from './history/section'
import { historyLoad } from './history-load/section'
import { live } from './live/section'
import type { Section } from './section'
import { size } from './size/section'
import { start } from './start/section'

/** In the order they are run. */
export const SECTIONS: readonly Section[] = [
  engine,
  live,
  fanOut,
  size,
  start,
  history,
  historyLoad,
  fairness,
]
