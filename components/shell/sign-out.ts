import type { endSession } from '@/lib/api/session'
import { request } from '@/lib/client/api'

/** Ends the session; the page asks who is there again and finds nobody. */
export async function signOut(): Promise<void> {
  await request<typeof endSession>('DELETE', '/api/session', { body: {} })
  location.assign('/')
}
