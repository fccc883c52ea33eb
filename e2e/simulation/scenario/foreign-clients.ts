import type { Ensemble } from '@/e2e/simulation/zookeeper/ensemble'
import { type Change, subtree } from '@/e2e/simulation/zookeeper/znodes'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Writing } from './plan'

const idOf = (owner: number): Hex64 => `0xf${owner}`

/** The applications that use the ensemble and know nothing of us. */
export class ForeignClients {
  readonly #ensemble: Ensemble

  constructor(ensemble: Ensemble) {
    this.#ensemble = ensemble
  }

  write(writings: readonly Writing[], together: boolean): void {
    const changes = writings.map((writing) => this.#changes(writing))
    if (together) this.#ensemble.commit(changes.flat())
    else for (const each of changes) for (const change of each) this.#ensemble.commit([change])
  }

  /** Children of `/a` by the hundred, in (even rounds) and out again. */
  flood(round: number): void {
    const op = round % 2 === 0 ? 'create' : 'delete'
    const names = Array.from({ length: 120 }, (_, index) => `s${index}`)
    this.#ensemble.commit(names.map((name) => ({ op, path: `/a/${name}` as ZnodePath })))
  }

  #changes(writing: Writing): Change[] {
    const { look } = this.#ensemble
    switch (writing.op) {
      case 'create':
      case 'set':
      case 'delete':
        return [{ op: writing.op, path: writing.path }]
      case 'acl':
        return [writing]
      case 'ephemeral':
        return [{ op: 'create', path: writing.path, owner: idOf(writing.owner) }]
      case 'recreate':
        return [
          { op: 'delete', path: writing.path },
          { op: 'create', path: writing.path },
        ]
      case 'purge':
        return subtree(look, writing.path).map((path) => ({ op: 'delete', path }))
      case 'end':
        return this.#ownedBy(idOf(writing.owner)).map((path) => ({ op: 'delete', path }))
    }
  }

  #ownedBy(owner: Hex64): ZnodePath[] {
    return [...this.#ensemble.history.paths()].filter(
      (path) => this.#ensemble.stat(path)?.ephemeralOwner === owner,
    )
  }
}
