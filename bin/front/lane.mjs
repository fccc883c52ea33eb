/**
 * Lets so many requests be worked on at once, of one sender fewer, and the others wait in turn:
 * whoever asks for much waits for himself. When too many wait, the latest of whoever has most of
 * them gives way.
 */
export class Lane {
  #limits
  #running = 0
  #waiting = 0
  /** Those who wait, by sender; whose turn it is comes first. @type {Map<string, Turn[]>} */
  #queues = new Map()
  /** @type {Map<string, number>} */
  #runningOf = new Map()

  /** @param {{ atOnce: number, ofSender: number, waiting: number }} limits */
  constructor(limits) {
    this.#limits = limits
  }

  /**
   * Begins the turn now or later; answers the way to end it, or to give it up while it waits.
   * Undefined when too many wait already. `giveWay` is called if it has to while it waits.
   * @param {string} sender
   * @param {() => void} begin
   * @param {() => void} giveWay
   */
  enter(sender, begin, giveWay) {
    if (this.#waiting >= this.#limits.waiting && !this.#makeRoomFor(sender)) return undefined
    const turn = { sender, begin, giveWay, isRunning: false, isOver: false }
    const queue = this.#queues.get(sender) ?? []
    this.#queues.set(sender, queue)
    queue.push(turn)
    this.#waiting += 1
    this.#advance()
    return () => this.#leave(turn)
  }

  /** Whether somebody who has more waiting than that sender then had gave way. @param {string} sender */
  #makeRoomFor(sender) {
    const own = this.#queues.get(sender)?.length ?? 0
    const most = [...this.#queues.values()].reduce((a, b) => (b.length > a.length ? b : a), [])
    const last = most.at(-1)
    if (!last || most.length <= own + 1) return false
    this.#leave(last)
    last.giveWay()
    return true
  }

  /** Ends a turn once, however often it is said to be over. @param {Turn} turn */
  #leave(turn) {
    if (turn.isOver) return
    turn.isOver = true
    const { sender } = turn
    if (turn.isRunning) {
      this.#running -= 1
      this.#count(sender, -1)
    } else {
      this.#keep(sender, this.#queues.get(sender)?.filter((each) => each !== turn) ?? [])
      this.#waiting -= 1
    }
    this.#advance()
  }

  #advance() {
    while (this.#running < this.#limits.atOnce) {
      const next = this.#next()
      if (!next) return
      next.isRunning = true
      this.#running += 1
      this.#count(next.sender, 1)
      next.begin()
    }
  }

  /** Of whoever has least running, and of these of whoever was served longest ago. */
  #next() {
    let least = this.#limits.ofSender
    let chosen = ''
    for (const sender of this.#queues.keys()) {
      const running = this.#runningOf.get(sender) ?? 0
      if (running >= least) continue
      least = running
      chosen = sender
    }
    const [first, ...others] = this.#queues.get(chosen) ?? []
    if (!first || least === this.#limits.ofSender) return undefined
    this.#queues.delete(chosen)
    this.#keep(chosen, others)
    this.#waiting -= 1
    return first
  }

  /** @param {string} sender @param {Turn[]} turns */
  #keep(sender, turns) {
    if (turns.length > 0) this.#queues.set(sender, turns)
    else this.#queues.delete(sender)
  }

  /** @param {string} sender @param {number} more */
  #count(sender, more) {
    const count = (this.#runningOf.get(sender) ?? 0) + more
    if (count > 0) this.#runningOf.set(sender, count)
    else this.#runningOf.delete(sender)
  }
}

/** @typedef {{ readonly sender: string, readonly begin: () => void,
 *   readonly giveWay: () => void, isRunning: boolean, isOver: boolean }} Turn */
