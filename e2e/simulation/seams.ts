import type { BrowserSeams } from './browser'
import type { Seams as DashboardSeams } from './dashboard'

/** Where a mutant may reach in; by itself each passes through what it gets. */
export type Seams = DashboardSeams & BrowserSeams

export const NO_SEAMS: Seams = {
  session: (session) => session,
  world: (world) => world,
  lastEventId: (id) => id,
  sink: (sink) => sink,
  message: (deliver) => deliver,
  request: (request) => request,
}
