import { readReadiness } from '@/lib/api/session'
import { openRoute } from '@/lib/server/route'
import { runtime } from '@/lib/server/runtime'

export const GET = openRoute(readReadiness, async () => {
  await runtime().readiness.check()
  return { status: 'ready' as const }
})
