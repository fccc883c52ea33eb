import { readReadiness } from '@/lib/api/session'
import { runtime } from '@/lib/server/process/runtime'
import { openRoute } from '@/lib/server/routes/cluster-route'

export const GET = openRoute(readReadiness, async () => {
  await runtime().readiness.check()
  return { status: 'ready' as const }
})
