import { LiveStore } from '@/lib/client/live/live-store'
import type { ZnodePath } from '@/lib/znode/path'
import { FakeClock } from './fake-clock'
import { FakeServer } from './fake-server'

/** A live store on a fake server that holds `/a` (“one”) and `/b`. For tests. */
export class FakePage {
  readonly clock = new FakeClock()
  readonly server = new FakeServer()
  readonly store: LiveStore

  constructor() {
    this.server.create('/')
    this.server.create('/a', 'one')
    this.server.create('/b')
    this.store = new LiveStore('main', {
      ...this.clock.surroundings,
      ...this.server.surroundings,
      random: () => 0.5,
      uuid: () => '00000000-0000-4000-8000-000000000000',
    })
  }

  /** Opens the stream and lets everything settle. */
  async open(): Promise<void> {
    this.store.start()
    this.server.hello()
    await this.clock.pass(300)
  }

  /** The rows of the tree: their paths, or what stands in for them. */
  rows(): string[] {
    const { rows } = this.store.tree.view()
    return Array.from({ length: rows.rowCount }, (_, index) => {
      const row = rows.rowAt(index)
      return row?.kind === 'znode' ? row.path : `${row?.kind} ${row?.path}`
    })
  }

  /** The data shown of an open znode. */
  text(path: string): string {
    const { data } = this.store.znodes.view(path as ZnodePath)
    return new TextDecoder().decode(data ?? undefined)
  }
}
