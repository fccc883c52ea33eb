import { engine } from './engine/section'
import type { Section } from './section'

/** In the order they are run. */
export const SECTIONS: readonly Section[] = [engine]
