import { randomUUID } from 'node:crypto'
import { signInTo, startVivarium } from '@/bin/production-server.mjs'
import { expect, test } from '@/e2e/browser/fixtures'
import { pill, row, treeUrl } from '@/e2e/browser/screen'

/** `FIRST_OPENINGS=200` is the long run. */
const TIMES = Number(process.env.FIRST_OPENINGS ?? 3)
/** Sessions open within a few ms; a first read that went wrong is repeated within seconds. */
const ROWS_WITHIN = 12_000

test.setTimeout(TIMES * 30_000)

test('a directory that is opened first thing after a start shows its rows', async ({
  browser,
  zk,
  zookeeper,
}) => {
  const directory = `/first-${randomUUID().slice(0, 8)}`
  await zk.create(directory)
  await zk.create(`${directory}/child`, 'one')
  const late: string[] = []
  for (let time = 1; time <= TIMES; time++) {
    const server = await startVivarium({ VIVARIUM_CONNECT: zookeeper.connectString })
    const context = await browser.newContext({ baseURL: server.origin })
    const [name = '', value = ''] = (await signInTo(server)).split('=')
    await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }])
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(`> ${request.method()} ${request.url()}`))
    page.on('response', (answer) => asked.push(`< ${answer.status()} ${answer.url()}`))
    page.on('requestfailed', (request) => asked.push(`! ${request.url()}`))
    await page.goto(treeUrl(`${directory}/child`))
    const since = Date.now()
    const isShown = await row(page, 'child')
      .waitFor({ timeout: ROWS_WITHIN })
      .then(
        () => true,
        () => false,
      )
    const api = asked.filter((line) => line.includes('/api/'))
    if (!isShown) late.push(`start ${time}: ${await pill(page).textContent()}\n${api.join('\n')}`)
    else test.info().annotations.push({ type: 'rows', description: `${Date.now() - since} ms` })
    await context.close()
    await server.stop()
  }
  expect(late).toEqual([])
  await zk.removeAll(directory)
})
