/** What one connection may, and all of them together; times in ms. */
export const LIMITS = {
  /** A znode's path travels in the URL: 64 KB, in percent-encoding several times that. */
  headerBytes: 262_144,
  requestsPerConnection: 1_000,
  /** Within that a header has to be there, and a body with so much more as its bytes take. */
  headerMs: 15_000,
  bodyMs: 20_000,
  bodyBytesPerMs: 64,
  /** Longer than proxies keep a connection that waits, so that it is they who close it. */
  keepAliveMs: 75_000,
  /** For so long nothing may move on what is under way, or of an answer that nobody takes. */
  stalledMs: 10_000,
  /** For so long the rest of a refused request is read: a reset could overtake the refusal. */
  lingerMs: 1_000,

  /** Connections beside those of the streams: a browser that loads a page has several. */
  besideStreams: 512,
  /** What one address may have of all, and of those under way; a proxy of ours any number. */
  shareOfPeer: 0.75,
  underWayOfPeer: 256,
  /** Bytes of all headers, and of all bodies, that are under way. */
  allHeaderBytes: 8_388_608,
  allBodyBytes: 67_108_864,
  /** So often it is looked at what they hold, from so many on that could hold too much. */
  sweepMs: 25,
  sweepFrom: 32,

  /**
   * How many requests of a kind are worked on at once, and of one sender; the others wait. What
   * takes longer than `holdMs` waits for something itself, and is not counted any more.
   */
  lanes: {
    /** Pages for whoever is not signed in: each is rendered. */
    landing: { atOnce: 1, ofSender: 1, waiting: 100, holdMs: 1_000 },
    page: { atOnce: 2, ofSender: 1, waiting: 500, holdMs: 2_000 },
    call: { atOnce: 256, ofSender: 16, waiting: 1_000, holdMs: 60_000 },
    /** Calls with a body, which is in memory meanwhile. */
    upload: { atOnce: 16, ofSender: 4, waiting: 500, holdMs: 60_000 },
    /** Those of whoever is not signed in: a small body, which ends with its time. */
    entrance: { atOnce: 4, ofSender: 1, waiting: 50, holdMs: 5_000 },
  },
  /** For so long work may go on for somebody who has left, before it is not counted any more. */
  abandonedMs: 5_000,
  /** For so long work waits while one connection after the other comes in. */
  acceptMs: 200,
}

/** @typedef {typeof LIMITS} Limits */
