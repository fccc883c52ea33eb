import type { Action } from '@/lib/api/operation'
import type { ZnodePath } from '@/lib/znode/path'
import type { Person } from './person'

export type Permission = {
  readonly person: Person
  readonly action: Action
  readonly cluster: string
  /** Null: anything at all in the cluster. */
  readonly path: ZnodePath | null
}

/** The one question every handler and page asks. There is one person yet, with all rights. */
export function may({ person }: Permission): boolean {
  return person.name !== ''
}
