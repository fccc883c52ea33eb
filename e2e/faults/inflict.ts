import { setTimeout as sleep } from 'node:timers/promises'
import type { EnsembleMember } from '@/e2e/zookeeper/ensemble'
import type { ProxiedEnsemble } from '@/e2e/zookeeper/proxied-ensemble'
import type { FaultProxy } from '@/e2e/zookeeper/proxy'
import type { Fault, FaultKind } from './plan'

/** What faults befall. */
export type Arena = ProxiedEnsemble & { readonly cutStreams: () => void }

/** A cut in mid-packet needs a packet; on a quiet connection there is none for so long (ms). */
const QUIET_MS = 1_500
const RATE = 4_000
const DELAY_MS = 200

/** Lets the fault happen and takes it back again. */
export async function inflict(arena: Arena, fault: Fault): Promise<void> {
  await FAULTS[fault.kind](arena, fault)
  await sleep(fault.pause)
}

type Act = (arena: Arena, fault: Fault) => Promise<void> | void

/** Does `begin` to every proxy, and `end` after the fault's time. */
function onNetwork(
  begin: (proxy: FaultProxy) => unknown,
  end: (proxy: FaultProxy) => unknown,
): Act {
  return async ({ proxies }, { ms }) => {
    await Promise.all(proxies.map(begin))
    await sleep(ms)
    await Promise.all(proxies.map(end))
  }
}

const silence = onNetwork(
  (proxy) => proxy.silence(),
  (proxy) => proxy.unsilence(),
)

const hang: Act = async ({ ensemble }, { member, ms }) => {
  ensemble.members[member]?.pause()
  await sleep(ms)
  ensemble.members[member]?.resume()
}

async function killed(members: readonly EnsembleMember[], ms: number) {
  await Promise.all(members.map((member) => member.kill()))
  await sleep(ms)
  await Promise.all(members.map((member) => member.restart()))
}

const FAULTS: Readonly<Record<FaultKind, Act>> = {
  cut: ({ proxies }) => {
    for (const proxy of proxies) proxy.cut()
  },
  'cut in mid-packet': async ({ proxies }, { bytes }) => {
    await Promise.race([...proxies.map((proxy) => proxy.cutAfter(bytes)), sleep(QUIET_MS)])
    for (const proxy of proxies) proxy.calm()
  },
  'streams cut': ({ cutStreams }) => cutStreams(),
  'packets dropped': silence,
  'packets dropped until expiry': silence,
  'connections refused': onNetwork(
    (proxy) => proxy.refuse(),
    (proxy) => proxy.accept(),
  ),
  'answers delayed': onNetwork(
    (proxy) => proxy.delay(DELAY_MS),
    (proxy) => proxy.delay(0),
  ),
  'answers throttled': onNetwork(
    (proxy) => proxy.throttle(RATE),
    (proxy) => proxy.throttle(Number.POSITIVE_INFINITY),
  ),
  'a server hangs': hang,
  'a server hangs beyond the session timeout': hang,
  'a follower is killed': async ({ ensemble }, { member, ms }) => {
    const followers = await ensemble.followers()
    await killed(followers.slice(member % 2).slice(0, 1), ms)
  },
  'the leader is killed': async ({ ensemble }, { ms }) => killed([await ensemble.leader()], ms),
  'the quorum is lost': async ({ ensemble }, { member, ms }) =>
    killed(
      ensemble.members.filter((_, index) => index !== member),
      ms,
    ),
  'a rolling restart': async ({ ensemble }) => {
    for (const member of ensemble.members) {
      await member.stop()
      await member.restart()
    }
  },
}
