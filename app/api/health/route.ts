import { readHealth } from '@/lib/api/session'
import { VERSION } from '@/lib/api/version'
import { openRoute } from '@/lib/server/routes/cluster-route'

export const GET = openRoute(readHealth, () => ({ status: 'ok' as const, version: VERSION }))
