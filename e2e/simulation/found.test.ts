import { expect, test } from 'vitest'
import { FAIR, type Step, type Writing } from '@/e2e/simulation/scenario/plan'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { NO_SEAMS } from './seams'
import { play } from './simulation'
import { Stage } from './stage'

/** What the simulation found once, cut down: each failed until the engine was mended. */

const path = (spelled: string) => spelled as ZnodePath

test('a child that was announced over a connection lost before it was read is shown', async () => {
  const steps: Step[] = [
    { place: 167, pause: 356, does: 'rest' },
    { place: 178, pause: 42, does: 'expire', purpose: 'watch', ms: 875 },
    { place: 181, pause: 42, does: 'stall', purpose: 'watch', ms: 4_594 },
    {
      place: 183,
      pause: 13,
      does: 'write',
      writings: [{ op: 'create', path: path('/c') }],
      together: true,
    },
  ]
  const climate = { ...FAIR, slow: 0.01716573387384415 }
  expect(await play({ seed: 13, climate, steps })).toBeUndefined()
})

test('a list is asked for with a zxid no older than what was notified already', async () => {
  const write = (op: 'create', at: string) =>
    ({ does: 'write', writings: [{ op, path: path(at) }], together: false }) as const
  const steps: Step[] = [
    { place: 114, pause: 59, does: 'rest' },
    { place: 115, pause: 79, does: 'timeline', browser: 0, scope: ROOT },
    { place: 181, pause: 51, does: 'cut', purpose: 'read', ms: 969 },
    { place: 236, pause: 38, does: 'timeline', browser: 0, scope: null },
    { place: 252, pause: 30, does: 'lag', host: 'zk1', ms: 2_956 },
    { place: 254, pause: 41, ...write('create', '/c') },
    { place: 256, pause: 51, does: 'toggle', browser: 1, row: 40 },
    { place: 258, pause: 32, does: 'offline', ms: 1_864 },
    { place: 264, pause: 20, does: 'toggle', browser: 1, row: 29 },
    { place: 265, pause: 9, ...write('create', '/c/a') },
    { place: 266, pause: 46, does: 'stall', purpose: 'watch', ms: 1_860 },
  ]
  const climate = { ...FAIR, cut: 0.005935821267776191 }
  expect(await play({ seed: 12_849, climate, steps })).toBeUndefined()
})

test('what was notified of an ensemble that was wiped before it was read is not told of the new one', async () => {
  const steps: Step[] = [
    { place: 276, pause: 10, does: 'timeline', browser: 0, scope: ROOT },
    { place: 283, pause: 1_236, does: 'crash' },
    { place: 290, pause: 49, does: 'rest' },
    {
      place: 291,
      pause: 5,
      does: 'write',
      writings: [{ op: 'purge', path: path('/b') }],
      together: false,
    },
    { place: 298, pause: 11, does: 'wipe' },
  ]
  const climate = { ...FAIR, slow: 0.168368037045002 }
  expect(await play({ seed: 39_276, climate, steps })).toBeUndefined()
})

test('what the timeline of a page that never came back had followed is not told twice', async () => {
  const write = (place: number, pause: number, ...writings: Writing[]) =>
    ({ place, pause, does: 'write', writings, together: false }) as const
  const steps: Step[] = [
    { ...write(26, 44, { op: 'create', path: path('/c') }), together: true },
    { place: 28, pause: 44, does: 'timeline', browser: 1, scope: ROOT },
    write(33, 51, { op: 'recreate', path: path('/a/c') }),
    { place: 42, pause: 3, does: 'leave', browser: 1 },
    { place: 100, pause: 26, does: 'settle' },
    { place: 105, pause: 941, does: 'leave', browser: 0 },
    { place: 110, pause: 9_283, does: 'arrive', browser: 1 },
    write(185, 26, { op: 'purge', path: path('/a/c') }),
    { place: 190, pause: 38, does: 'toggle', browser: 1, row: 9 },
    { place: 200, pause: 9, does: 'settle' },
    write(209, 1_401, { op: 'create', path: path('/a/c') }),
    { place: 229, pause: 22, does: 'arrive', browser: 0 },
    { place: 273, pause: 47, does: 'timeline', browser: 0, scope: ROOT },
  ]
  const climate = { ...FAIR, mishap: 0.0027000577747821808 }
  expect(await play({ seed: 3_142, climate, steps })).toBeUndefined()
})

test('a screen that a process took shortly before the next one served was followed until then', async () => {
  const steps: Step[] = [
    { place: 20, pause: 55, does: 'arrive', browser: 2 },
    { place: 56, pause: 3, does: 'select', browser: 1, row: 4 },
    { place: 57, pause: 119, does: 'rest' },
    { place: 60, pause: 1_439, does: 'restart' },
    { place: 86, pause: 21, does: 'restart' },
  ]
  const climate = { ...FAIR, hidesStats: true, cut: 0.018436251059174538 }
  expect(await play({ seed: 600_345, climate, steps })).toBeUndefined()
})

test('a list refused by a server that lags behind is asked for again behind a sync', async () => {
  const stage = new Stage({ seed: 1, climate: FAIR }, NO_SEAMS)
  const { clock, dashboard, ensemble } = stage
  ensemble.commit([{ op: 'acl', path: path('/a'), closed: true }])
  await clock.pass(1_000)
  for (const server of ensemble.servers) server.lag = 700
  ensemble.commit([{ op: 'acl', path: path('/a'), closed: false }])
  const answer = dashboard.listChildren({ path: path('/a'), floor: ensemble.zxid })
  await clock.pass(2_000)
  expect(await answer).toMatchObject({ path: '/a', names: ['a', 'b'] })
  stage.close()
})

test('a list is not taken from a server that lags behind its floor', async () => {
  const stage = new Stage({ seed: 1, climate: FAIR }, NO_SEAMS)
  const { clock, dashboard, ensemble } = stage
  await clock.pass(1_000)
  for (const server of ensemble.servers) server.lag = 700
  ensemble.commit([{ op: 'create', path: path('/c') }])
  const answer = dashboard.listChildren({ path: ROOT, floor: ensemble.zxid })
  await clock.pass(2_000)
  expect(await answer).toMatchObject({ names: ['a', 'b', 'c'] })
  stage.close()
})

test('what a pill rests on was as long under way after its stream was opened anew', async () => {
  const write = (place: number, pause: number, ...writings: Writing[]) =>
    ({ place, pause, does: 'write', writings, together: false }) as const
  const steps: Step[] = [
    { place: 0, pause: 3070, does: 'rest' },
    { place: 17, pause: 1861, does: 'stall-stream', browser: 0, ms: 4552 },
    { place: 23, pause: 13, does: 'cut', purpose: 'read', ms: 803 },
    { place: 24, pause: 108, does: 'freeze', purpose: 'watch', ms: 5895 },
    { place: 28, pause: 1711, does: 'flicker', browser: 0, row: 37 },
    { place: 43, pause: 1037, does: 'stall-stream', browser: 0, ms: 6854 },
    { place: 75, pause: 285, does: 'cut-stream', browser: 0, ms: 2212 },
    { place: 83, pause: 1116, does: 'unreachable', ms: 3460 },
    write(99, 327, { op: 'set', path: path('/b') }, { op: 'purge', path: path('/a/a/a') }),
    { place: 100, pause: 14, does: 'rest' },
  ]
  const climate = {
    ...FAIR,
    hidesStats: true,
    http: 0.2760099590755999,
    mishap: 0.005079554100520909,
  }
  expect(await play({ seed: 722_565, climate, steps })).toBeUndefined()
})
