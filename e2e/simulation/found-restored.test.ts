import { expect, test } from 'vitest'
import { FAIR, type Step, type Writing } from '@/e2e/simulation/scenario/plan'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { NO_SEAMS } from './seams'
import { play } from './simulation'
import { Stage } from './stage'

/** What the simulation found once where older data was put back, cut down. */

const path = (spelled: string) => spelled as ZnodePath
const write = (place: number, pause: number, ...writings: Writing[]) =>
  ({ place, pause, does: 'write', writings, together: false }) as const

test('a deletion that was notified before older data was put back is not told as of that data', async () => {
  const steps: Step[] = [
    write(
      50,
      59,
      { op: 'recreate', path: path('/a/c') },
      { op: 'recreate', path: path('/a/a/b') },
      { op: 'delete', path: path('/a/c') },
    ),
    write(52, 30, { op: 'create', path: path('/b/b') }),
    write(
      67,
      44,
      { op: 'set', path: path('/b') },
      { op: 'create', path: path('/a') },
      { op: 'create', path: path('/c') },
      { op: 'create', path: path('/c/c') },
    ),
    { place: 94, pause: 1_201, does: 'timeline', browser: 1, scope: ROOT },
    { place: 96, pause: 4, does: 'expire', purpose: 'read', ms: 5_154 },
    { place: 112, pause: 78, does: 'rest' },
    write(
      115,
      15,
      { op: 'create', path: path('/b/a/b') },
      { op: 'recreate', path: path('/a/b') },
      { op: 'create', path: path('/c/c/a') },
      { op: 'recreate', path: path('/a/c/c') },
      { op: 'set', path: path('/b') },
    ),
    write(118, 1_071, { op: 'create', path: path('/b/b/a') }),
    { place: 149, pause: 5_246, does: 'trickle', purpose: 'watch', ms: 5_846 },
    write(
      223,
      46,
      { op: 'delete', path: path('/c/a/c') },
      { op: 'purge', path: path('/b/b') },
      { op: 'set', path: path('/b/a/a') },
      { op: 'create', path: path('/c/c') },
    ),
    { place: 239, pause: 2, does: 'restore', back: 0.9346838558558375 },
  ]
  const climate = { ...FAIR, slow: 0.1887104131281376, http: 0.0822125190636143 }
  expect(await play({ seed: 100_199, climate, steps })).toBeUndefined()
})

test('a znode that came and went before older data was put back is told as deleted once', async () => {
  const steps: Step[] = [
    { place: 0, pause: 1_287, does: 'rest' },
    write(20, 29, { op: 'delete', path: path('/a/a') }),
    write(21, 47, { op: 'acl', path: path('/b'), closed: false }),
    write(
      22,
      1_456,
      { op: 'set', path: path('/b') },
      { op: 'ephemeral', path: path('/b/c'), owner: 1 },
    ),
    write(23, 76, { op: 'ephemeral', path: path('/b/a'), owner: 1 }),
    { place: 26, pause: 369, does: 'lag', host: 'zk1', ms: 2_397 },
    write(30, 28, { op: 'purge', path: path('/b') }),
    { place: 32, pause: 41, does: 'toggle', browser: 1, row: 18 },
    { ...write(34, 1_290, { op: 'create', path: path('/b') }), together: true },
    { place: 40, pause: 317, does: 'select', browser: 1, row: 38 },
    { place: 42, pause: 9, does: 'toggle', browser: 1, row: 30 },
    { place: 45, pause: 88, does: 'trickle', purpose: 'watch', ms: 2_876 },
    { place: 49, pause: 7, does: 'toggle', browser: 1, row: 0 },
    { ...write(50, 45, { op: 'set', path: path('/b') }), together: true },
    write(53, 1_408, { op: 'set', path: path('/a') }),
    { place: 55, pause: 1_524, does: 'rest' },
    write(74, 15, { op: 'ephemeral', path: path('/b/c'), owner: 1 }),
    { ...write(75, 58, { op: 'ephemeral', path: path('/a/b/c'), owner: 1 }), together: true },
    { place: 77, pause: 41, does: 'timeline', browser: 0, scope: ROOT },
    write(86, 34, { op: 'purge', path: path('/a') }),
    { place: 87, pause: 18, does: 'restore', back: 0.16183441085740924 },
  ]
  const climate = { ...FAIR, slow: 0.09133779238909484, http: 0.11979128520470111 }
  expect(await play({ seed: 303_652, climate, steps })).toBeUndefined()
})

test('a list that one session showed before older data was put back is not shown as live after it', async () => {
  const steps: Step[] = [
    { place: 0, pause: 2524, does: 'rest' },
    { place: 14, pause: 59, does: 'crash' },
    { place: 16, pause: 29, does: 'arrive', browser: 2 },
    write(19, 14, { op: 'set', path: path('/b') }, { op: 'recreate', path: path('/c') }),
    write(22, 53, { op: 'set', path: path('/a') }),
    write(23, 28, { op: 'set', path: path('/a') }),
    write(24, 1094, { op: 'set', path: path('/a') }),
    write(25, 519, { op: 'set', path: path('/b/c') }, { op: 'delete', path: path('/a/b') }),
    { place: 29, pause: 50, does: 'trickle', purpose: 'watch', ms: 2637 },
    write(37, 34, { op: 'set', path: path('/a') }),
    { ...write(39, 31, { op: 'end', owner: 2 }), together: true },
    write(41, 6, { op: 'ephemeral', path: path('/a/c'), owner: 2 }),
    write(43, 6, { op: 'set', path: path('/c') }),
    write(
      46,
      1624,
      { op: 'set', path: path('/b/a') },
      { op: 'delete', path: path('/c') },
      { op: 'create', path: path('/b/c/c') },
    ),
    { place: 62, pause: 51, does: 'restore', back: 0.6909638606011868 },
  ]
  const climate = { ...FAIR, hasWatches: false, hidesStats: true, slow: 0.09853599346242846 }
  expect(await play({ seed: 600813, climate, steps })).toBeUndefined()
})

test('a value that one session showed before older data was put back is not shown as live after it', async () => {
  const steps: Step[] = [
    { place: 0, pause: 1240, does: 'rest' },
    { place: 61, pause: 5, does: 'wipe' },
    { place: 62, pause: 33, does: 'cut-stream', browser: 1, ms: 6605 },
    write(
      65,
      72,
      { op: 'delete', path: path('/b') },
      { op: 'set', path: path('/a/a/c') },
      { op: 'create', path: path('/b') },
      { op: 'create', path: path('/b/b/b') },
      { op: 'create', path: path('/a/c') },
    ),
    { ...write(69, 17, { op: 'create', path: path('/b/b') }), together: true },
    { place: 71, pause: 337, does: 'rest' },
    { ...write(84, 16, { op: 'ephemeral', path: path('/a'), owner: 0 }), together: true },
    { ...write(86, 171, { op: 'create', path: path('/c') }), together: true },
    { place: 97, pause: 31, does: 'select', browser: 0, row: 22 },
    { place: 100, pause: 34, does: 'settle' },
    { ...write(103, 16, { op: 'end', owner: 2 }), together: true },
    write(105, 28, { op: 'set', path: path('/b/b') }),
    { ...write(112, 48, { op: 'end', owner: 0 }), together: true },
    write(113, 1000, { op: 'acl', path: path('/c'), closed: true }),
    { place: 116, pause: 17, does: 'toggle', browser: 0, row: 10 },
    { ...write(117, 58, { op: 'set', path: path('/b') }), together: true },
    { place: 120, pause: 29, does: 'trickle', purpose: 'read', ms: 3038 },
    { place: 121, pause: 25, does: 'lag', host: 'zk1', ms: 1884 },
    { place: 124, pause: 22, does: 'select', browser: 0, row: 4 },
    write(
      126,
      35,
      { op: 'purge', path: path('/a/b') },
      { op: 'set', path: path('/b/a') },
      { op: 'end', owner: 2 },
      { op: 'create', path: path('/c/c') },
      { op: 'create', path: path('/b/c') },
    ),
    write(130, 2111, { op: 'set', path: path('/b/c') }),
    write(145, 32, { op: 'ephemeral', path: path('/c/a'), owner: 2 }),
    write(
      146,
      55,
      { op: 'set', path: path('/b/b') },
      { op: 'recreate', path: path('/c/b') },
      { op: 'recreate', path: path('/a/a') },
    ),
    { place: 155, pause: 2952, does: 'stall', purpose: 'watch', ms: 5452 },
    { place: 172, pause: 50, does: 'restore', back: 0.5131088420748711 },
  ]
  const climate = { ...FAIR, hidesStats: true }
  expect(await play({ seed: 704500, climate, steps })).toBeUndefined()
})

test.each([true, false])(
  'what one session was refused before older data was put back is read again, stats hidden: %s',
  async (hidesStats) => {
    const stage = new Stage(
      { seed: 1, climate: { ...FAIR, hasWatches: false, hidesStats } },
      NO_SEAMS,
    )
    const { clock, ensemble, openBrowsers } = stage
    const [b, { children, znodes }] = [path('/b'), storeOf(openBrowsers)]
    children.watch(b)
    znodes.watch(b)
    // A backup is made every so many transactions.
    for (let count = 0; count < 20; count++) ensemble.commit([{ op: 'set', path: path('/a') }])
    await clock.pass(4_500)
    ensemble.commit([{ op: 'acl', path: b, closed: true }])
    await clock.pass(50)
    children.retry(b)
    znodes.reload(b)
    await clock.pass(100)
    expect([children.view(b).status, znodes.view(b).status]).toEqual(['denied', 'denied'])
    ensemble.restore(0)
    ensemble.commit([{ op: 'set', path: path('/a') }])
    await clock.pass(10_000)
    expect([children.view(b).status, znodes.view(b).status]).toEqual(['ready', 'ready'])
    stage.close()
  },
)

function storeOf([browser]: Stage['openBrowsers']) {
  if (!browser) throw new Error('A story begins with a browser')
  return browser.store
}
