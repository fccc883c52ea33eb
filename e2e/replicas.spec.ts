import { randomUUID } from 'node:crypto'
import { createServer, request, type Server } from 'node:http'
import type { BrowserContext } from '@playwright/test'
import { freePort } from '@/bin/free-port.mjs'
import { signInTo, startVivarium, type VivariumServer } from '@/bin/production-server.mjs'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, pill, row, shownValue, treeUrl } from '@/e2e/browser/screen'

/** Hands one request to one process and the next to the other, as a balancer without stickiness. */
async function startRoundRobin(port: number, targets: readonly string[]): Promise<Server> {
  let count = 0
  const balancer = createServer((asked, answer) => {
    const target = targets[count++ % targets.length] ?? ''
    const { method, url, headers } = asked
    const onward = request(`${target}${url}`, { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((done) => {
    balancer.listen(port, '127.0.0.1', done)
  })
  return balancer
}

/** The cookies of somebody who has signed in to each of them: a browser keeps them by host alone. */
async function signedInTo(servers: readonly VivariumServer[], context: BrowserContext) {
  for (const server of servers) {
    const [name = '', value = ''] = (await signInTo(server)).split('=')
    await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }])
  }
}

test('two processes behind a balancer without stickiness: what is written is shown, and live is true', async ({
  browser,
  zk,
  zookeeper,
}) => {
  const port = await freePort()
  const settings = {
    VIVARIUM_CONNECT: zookeeper.connectString,
    VIVARIUM_HOSTS: `127.0.0.1:${port}`,
  }
  const servers = await Promise.all([startVivarium(settings), startVivarium(settings)])
  const balancer = await startRoundRobin(
    port,
    servers.map(({ origin }) => origin),
  )
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` })
  await signedInTo(servers, context)
  const root = `/replicas-${randomUUID().slice(0, 8)}`
  await zk.create(root)
  for (let load = 0; load < 4; load++) {
    const path = `${root}/n${load}`
    await zk.create(path, 'one')
    const page = await context.newPage()
    await openTree(page, path)
    await page.goto(treeUrl(path))
    await expect(pill(page)).toHaveText(/Live/, { timeout: 15_000 })
    await expect(shownValue(page, path)).toContainText('one')
    await zk.set(path, 'two')
    await expect(shownValue(page, path)).toContainText('two', { timeout: 5_000 })
    await zk.create(`${root}/made-${load}`)
    await expect(row(page, `made-${load}`)).toBeVisible({ timeout: 5_000 })
    await page.close()
  }
  await context.close()
  balancer.closeAllConnections()
  balancer.close()
  await Promise.all(servers.map((server) => server.stop()))
  await zk.removeAll(root)
})
