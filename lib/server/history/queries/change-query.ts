import type * as z from 'zod'
import type { listChanges } from '@/lib/api/history'

/** What a list of changes is narrowed by, as it was read from the address. */
export type ChangeQuery = z.output<(typeof listChanges)['query']>
