import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ensemble, startEnsemble } from './ensemble'

let ensemble: Ensemble

beforeAll(async () => {
  ensemble = await startEnsemble()
})
afterAll(() => ensemble.stop())

test('one member leads and two follow', async () => {
  await ensemble.leader()
  expect(await ensemble.followers()).toHaveLength(2)
})

test('when the leader is killed another takes over, and it comes back as a follower', async () => {
  const first = await ensemble.leader()
  await first.kill()
  const second = await ensemble.leader()
  expect(second.id).not.toBe(first.id)
  await first.restart()
  expect(await first.role()).toBe('follower')
})

test('a member that is stopped ends by itself, leaves the others their quorum, and comes back', async () => {
  const [follower] = await ensemble.followers()
  await follower?.stop()
  expect(await follower?.role()).toBe('down')
  expect(await ensemble.followers()).toHaveLength(1)
  await follower?.restart()
  expect(await follower?.role()).toBe('follower')
})
