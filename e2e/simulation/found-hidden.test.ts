import { expect, test } from 'vitest'
import { FAIR, type Step, type Writing } from '@/e2e/simulation/scenario/plan'
import type { ZnodePath } from '@/lib/znode/path'
import { play } from './simulation'

/** What the simulation found where an ACL hides a znode from us: each failed until it was mended. */

const path = (spelled: string) => spelled as ZnodePath

const write = (place: number, pause: number, together: boolean, ...writings: Writing[]): Step => ({
  place,
  pause,
  does: 'write',
  writings,
  together,
})

test('a znode that came back and was hidden at once is a row again, also where another session saw it between', async () => {
  const steps: Step[] = [
    { place: 41, pause: 1_152, does: 'rest' },
    write(66, 48, true, { op: 'purge', path: path('/b') }),
    write(
      96,
      39,
      false,
      { op: 'ephemeral', path: path('/c'), owner: 1 },
      { op: 'recreate', path: path('/c/a') },
      { op: 'ephemeral', path: path('/b'), owner: 0 },
      { op: 'purge', path: path('/c/b') },
    ),
    { place: 108, pause: 1_597, does: 'lag', host: 'zk1', ms: 2_671 },
    write(119, 2_413, true, { op: 'delete', path: path('/b') }),
    write(157, 23, true, { op: 'create', path: path('/b') }),
    { place: 178, pause: 45, does: 'select', browser: 1, row: 28 },
    write(
      188,
      35,
      false,
      { op: 'create', path: path('/c/b') },
      { op: 'set', path: path('/c/a') },
      { op: 'acl', path: path('/b'), closed: true },
    ),
  ]
  const climate = { ...FAIR, hidesStats: true, slow: 0.04763605971820653 }
  expect(await play({ seed: 727_729, climate, steps })).toBeUndefined()
})

test('a list that was read while its znode was open is not shown once it is hidden again', async () => {
  const steps: Step[] = [
    { place: 0, pause: 1_306, does: 'rest' },
    write(68, 25, false, { op: 'create', path: path('/b/a') }),
    { place: 96, pause: 18, does: 'toggle', browser: 0, row: 5 },
    write(
      101,
      19,
      false,
      { op: 'delete', path: path('/b/c') },
      { op: 'set', path: path('/a/a') },
      { op: 'acl', path: path('/b'), closed: true },
      { op: 'delete', path: path('/b') },
    ),
    { place: 197, pause: 56, does: 'cut', purpose: 'read', ms: 431 },
    { place: 199, pause: 60, does: 'cut', purpose: 'watch', ms: 3_996 },
    write(203, 694, true, { op: 'purge', path: path('/a') }),
    { place: 209, pause: 121, does: 'expire', purpose: 'watch', ms: 2_506 },
    { place: 212, pause: 95, does: 'rest' },
    { place: 216, pause: 42, does: 'trickle', purpose: 'read', ms: 5_639 },
    { place: 217, pause: 2, does: 'toggle', browser: 0, row: 36 },
    { place: 219, pause: 3_751, does: 'expire', purpose: 'watch', ms: 1_824 },
    { place: 251, pause: 47, does: 'lag', host: 'zk2', ms: 1_796 },
    write(
      269,
      18,
      false,
      { op: 'ephemeral', path: path('/a/a/b'), owner: 0 },
      { op: 'acl', path: path('/b/c'), closed: true },
      { op: 'acl', path: path('/b'), closed: false },
    ),
    { place: 271, pause: 38, does: 'toggle', browser: 0, row: 10 },
    { place: 275, pause: 1, does: 'trickle', purpose: 'watch', ms: 1_574 },
    { place: 285, pause: 1_115, does: 'rest' },
    write(290, 12, true, { op: 'acl', path: path('/b'), closed: true }),
  ]
  const climate = {
    ...FAIR,
    hidesStats: true,
    slow: 0.02281519579701126,
    mishap: 0.010723110609687865,
  }
  expect(await play({ seed: 726_432, climate, steps })).toBeUndefined()
})
