import { openApiDocument } from '@/lib/api/openapi'
import { readOpenApi } from '@/lib/api/session'
import { route } from '@/lib/server/routes/cluster-route'

export const GET = route(readOpenApi, () => openApiDocument())
