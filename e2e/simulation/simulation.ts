import type { Plan, Step } from '@/e2e/simulation/scenario/plan'
import { checkLetGo, checkSweep } from './leaks'
import { LivenessCheck } from './liveness-check'
import { NO_SEAMS, type Seams } from './seams'
import { settle } from './settle'
import { Stage } from './stage'

/** One story in so many also looks at what is left when everybody has gone. */
const LET_GO_EVERY = 4

/** Plays the story of `plan`; answers the first violation of an invariant, if there is one. */
export async function play(plan: Plan, seams: Seams = NO_SEAMS): Promise<string | undefined> {
  const stage = new Stage(plan, seams)
  const liveness = new LivenessCheck(stage)
  try {
    for (const step of plan.steps) {
      stage.chance.reseed(plan.seed, step.place)
      await act(stage, step)
      await stage.clock.pass(step.pause)
      if (stage.violation) return `step ${step.place}: ${stage.violation}`
    }
    await settle(stage)
    await checkSweep(stage)
    liveness.stop()
    if (plan.seed % LET_GO_EVERY === 0) await checkLetGo(stage)
    return stage.violation && `at the end: ${stage.violation}`
  } finally {
    stage.close()
  }
}

async function act(stage: Stage, step: Step): Promise<void> {
  if ('browser' in step) inBrowser(stage, step)
  else if ('purpose' in step) onSession(stage, step)
  else if (step.does === 'storm') await storm(stage, step.rounds)
  else if (step.does === 'settle') await settle(stage)
  else if (step.does === 'restart') await stage.restart(false)
  else if (step.does === 'crash') await stage.restart(true)
  else if (step.does !== 'rest') outside(stage, step)
}

function outside(
  { clock, clients, ensemble, faults }: Stage,
  step: Extract<
    Step,
    { does: 'write' | 'wipe' | 'restore' | 'lag' | 'down' | 'unreachable' | 'offline' }
  >,
): void {
  switch (step.does) {
    case 'write':
      clients.write(step.writings, step.together)
      break
    case 'wipe':
      ensemble.wipe()
      break
    case 'restore':
      ensemble.restore(step.back)
      break
    case 'lag':
    case 'down': {
      const server = ensemble.server(step.host)
      if (step.does === 'down') server?.crash(clock.now() + step.ms)
      else if (server) server.lag = step.ms
      break
    }
    case 'unreachable':
    case 'offline':
      faults[step.does](step.ms)
  }
}

function onSession(
  { dashboard, ensemble }: Stage,
  { does, purpose, ms }: Extract<Step, { purpose: unknown }>,
): void {
  // What befalls reading befalls listing: both are what a browser's requests go over.
  for (const each of purpose === 'read' ? (['read', 'list'] as const) : [purpose])
    if (does === 'expire') {
      const id = dashboard.sessionId(each)
      if (id) ensemble.sessions.end(id)
    } else dashboard.link(each)?.[does](ms)
}

async function storm({ clients, clock }: Stage, rounds: number): Promise<void> {
  for (let round = 0; round < rounds * 2; round++) {
    clients.flood(round)
    await clock.pass(60)
  }
}

function inBrowser(stage: Stage, step: Extract<Step, { browser: number }>): void {
  const browser = stage.browsers[step.browser]
  const stream = browser?.source?.stream
  switch (step.does) {
    case 'arrive':
    case 'leave':
      stage[step.does](step.browser)
      break
    case 'toggle':
    case 'flicker':
    case 'scroll':
    case 'select':
      browser?.[step.does](step.row)
      break
    case 'timeline':
      browser?.store.timeline.follow(step.scope)
      break
    case 'cut-stream':
      stream?.cut(true)
      break
    case 'stall-stream':
      stream?.stall(step.ms)
      break
    case 'refuse-interest':
      if (browser) stage.faults.refuseInterest(browser.streamId, step.status, step.ms)
      break
    case 'half-open-stream':
      if (step.ms > 5_000) stream?.freeze()
      else stream?.cut(false)
  }
}
