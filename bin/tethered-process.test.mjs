import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startTethered } from './tethered-process.mjs'

async function firstLine(stream) {
  const [chunk] = await once(stream, 'data')
  return String(chunk).trim()
}

/** Ignores SIGTERM and has a child; both hold the output open as long as they live. */
const STUBBORN = "trap '' TERM; sleep 600 & echo ready; while :; do wait; done"

test('the pid is the process itself and its output arrives', async () => {
  const { child, pid, exited } = startTethered({
    command: process.execPath,
    args: ['-e', 'console.log(process.pid); process.exit(3)'],
    output: 'pipe',
  })
  expect(await firstLine(child.stdout)).toBe(String(pid))
  expect(await exited).toBe('exit code 3')
})

test('stop lets a willing process end by itself', async () => {
  const node = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => 0, 1e3)"
  const script = `${node}; console.log('ready')`
  const willing = startTethered({
    command: process.execPath,
    args: ['-e', script],
    output: 'pipe',
  })
  await firstLine(willing.child.stdout)
  await willing.stop(5000)
  expect(await willing.exited).toBe('exit code 0')
})

test('stop kills a stubborn process and its children after the grace', async () => {
  const stubborn = startTethered({ command: 'sh', args: ['-c', STUBBORN], output: 'pipe' })
  await firstLine(stubborn.child.stdout)
  const closed = once(stubborn.child, 'close')
  await stubborn.stop(50)
  expect(await stubborn.exited).toBe('SIGKILL')
  await closed
})

test('a hung process and its children go when the parent is killed', async () => {
  const module = pathToFileURL(`${import.meta.dirname}/tethered-process.mjs`).href
  const script = `import { startTethered } from '${module}'
    startTethered({ command: 'sh', args: ['-c', ${JSON.stringify(STUBBORN)}] })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script])
  expect(await firstLine(parent.stdout)).toBe('ready')
  parent.kill('SIGKILL')
  await once(parent, 'close')
})

test('a command that does not exist is reported', async () => {
  const { exited } = startTethered({ command: '/nowhere/java', args: [], output: 'pipe' })
  expect(await exited).toBe('exit code 127')
})
