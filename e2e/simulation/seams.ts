import type { BrowserSeams } from './product/browser'
import type { Seams as DashboardSeams } from './product/dashboard'

/** Where a mutant, or whoever takes notes, may reach in between the parts. */
export type Seams = DashboardSeams & BrowserSeams

/** Each passes through what it gets. */
export const NO_SEAMS: Seams = {
  session: (session) => session,
  world: (world) => world,
  lastEventId: (id) => id,
  sink: (sink) => sink,
  message: (deliver) => deliver,
  request: (request) => request,
}
