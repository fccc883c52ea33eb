import { connect } from 'node:net'
import { expect, test } from '@/e2e/browser/fixtures'

test('every line of the output is one of ours, whatever strangers send', async ({
  page,
  vivarium,
  signedIn,
}) => {
  const { host, hostname, port } = new URL(vivarium.origin)
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const send = (text: string) =>
    new Promise<void>((done) => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => socket.destroy()).on('close', () => done())
      // Gone in the middle: before the answer, or before the body's end.
      socket.write(text, 'latin1', () => setTimeout(() => socket.destroy(), 200))
    })
  const head = (first: string, ...lines: string[]) =>
    `${[`${first} HTTP/1.1`, `Host: ${host}`, ...lines].join('\r\n')}\r\n\r\n`
  const ours = [`Origin: ${vivarium.origin}`, 'Content-Type: application/json', `Cookie: ${cookie}`]
  const hostile = [
    head('GET /', 'Next-Action: \x9b31m', 'RSC: 1'),
    head('POST /', 'Next-Action: \x9b31m'),
    head('TRACE /'),
    head('GET /%E0%A4%A'),
    head('GET /main/tree?_rsc=x', 'RSC: 1', 'Next-Router-State-Tree: %7B'),
    head('GET /signed-out', 'Next-Router-State-Tree: \x9b31m', 'RSC: 1'),
    head('GET /main/tree', `Cookie: ${cookie}`, 'Next-Router-Segment-Prefetch: /../x'),
    `${head('PUT /api/clusters/main/znode', ...ours, 'Content-Length: 1000')}{"path"`,
    `${head('POST /api/session', ...ours, 'Content-Length: 4000')}{`,
    head('GET /api/clusters/main/children?path=/', `Cookie: ${cookie}`),
  ]
  await Promise.all(hostile.map(send))
  await page.goto('/main/tree')
  await page.goto('/nope')

  const lines = vivarium.output().trimEnd().split('\n')
  const others = lines.filter((line) => !line.startsWith('Sign in: '))
  for (const line of others) expect(() => JSON.parse(line), line).not.toThrow()
  expect(vivarium.output()).not.toMatch(/[\u007f-\u009f\u2028\u2029\u202a-\u202e]/)
  const errors = others.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50)
  expect(errors).toEqual([])
  expect(others.filter((line) => line.includes('ENVIRONMENT_FALLBACK'))).toEqual([])
})
