import { bare, json, type SeededZnode, text } from './seeded-znode'

const SERVICES = ['billing', 'catalog', 'checkout', 'gateway', 'inventory', 'search'] as const
const ENVIRONMENTS = ['dev', 'staging', 'production'] as const

/** What teams keep under /config: one format per habit. */
export function configuration(): SeededZnode[] {
  return [
    ...SERVICES.flatMap(serviceConfiguration),
    ...ENVIRONMENTS.flatMap(environmentConfiguration),
    ...featureFlags(),
    ...formats(),
  ]
}

function serviceConfiguration(name: string, index: number): SeededZnode[] {
  const root = `/config/services/${name}`
  return [
    json(`${root}/application.json`, {
      name,
      server: { port: 8080 + index, shutdownGraceSeconds: 20 },
      retries: { attempts: 3, backoffMs: [50, 200, 1000] },
      features: { audit: true, dryRun: false },
    }),
    text(
      `${root}/application.properties`,
      [
        `# ${name}: read at start, watched afterwards`,
        `spring.application.name=${name}`,
        `server.port=${8080 + index}`,
        'management.endpoints.web.exposure.include=health,info,prometheus',
        `datasource.url=jdbc:postgresql://db-${index + 1}.internal:5432/${name}`,
        `datasource.pool.size=${10 + index * 2}`,
        'greeting=Gr\\u00fc\\u00dfe',
        '',
      ].join('\n'),
    ),
    text(
      `${root}/logging.yaml`,
      [
        '# levels are picked up without a restart',
        'version: 1',
        'root:',
        '  level: INFO',
        '  handlers: [console, file]',
        'loggers:',
        `  com.example.${name}: DEBUG`,
        '  org.apache.zookeeper: WARN',
        'file: &file',
        `  path: /var/log/${name}/app.log`,
        '  max-size: 64 MiB',
        'archive:',
        '  <<: *file',
        '  keep: 14',
        '',
      ].join('\n'),
    ),
    text(`${root}/replicas`, String(3 + (index % 4))),
    text(`${root}/owner`, `team-${name}@example.com`),
  ]
}

function environmentConfiguration(name: string, index: number): SeededZnode[] {
  const root = `/config/environments/${name}`
  return [
    text(`${root}/region`, ['eu-central-1', 'eu-central-1', 'eu-west-1,us-east-1'][index] ?? ''),
    text(`${root}/database/url`, `postgresql://db.${name}.internal:5432/main?sslmode=require`),
    text(`${root}/database/pool-size`, String(10 * (index + 1))),
    text(`${root}/cache/ttl-seconds`, String(60 * (index + 1))),
    text(`${root}/kafka/bootstrap-servers`, `kafka-1.${name}:9092,kafka-2.${name}:9092`),
    text(`${root}/maintenance`, 'false'),
    text(
      `${root}/datasource.xml`,
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!-- pool of the main database -->',
        '<datasource jndi="java:/main">',
        `  <url>jdbc:postgresql://db.${name}.internal:5432/main</url>`,
        `  <pool min="2" max="${10 * (index + 1)}" idle-timeout="PT5M"/>`,
        '  <validation query="SELECT 1"/>',
        '</datasource>',
        '',
      ].join('\n'),
    ),
  ]
}

function featureFlags(): SeededZnode[] {
  const flags = ['new-checkout', 'dark-mode', 'fast-search', 'gift-cards', 'one-click', 'beta-api']
  const flag = (name: string, index: number) =>
    json(`/config/feature-flags/${name}`, {
      enabled: index % 2 === 0,
      rollout: { percent: (index * 20) % 101, cohorts: ['staff', 'beta'] },
      updatedBy: 'ada',
    })
  return [
    ...flags.map(flag),
    text('/config/limits/requests-per-second', '250'),
    text('/config/limits/max-upload-bytes', '10485760'),
  ]
}

function formats(): SeededZnode[] {
  const root = '/config/formats'
  return [
    { path: `${root}/empty`, data: Buffer.alloc(0) },
    bare(`${root}/null`),
    text(`${root}/one-line.json`, '{"a":1,"b":[true,null,"ünï"],"big":9007199254740993}'),
    text(`${root}/broken.json`, '{"unfinished": [1, 2,'),
    text(`${root}/windows.txt`, 'line one\r\nline two\r\n'),
    text(`${root}/byte-order-mark.txt`, '\ufeffstarts with a byte order mark\n'),
    text(`${root}/中文.properties`, '欢迎=你好，世界\n'),
    text(`${root}/notes.txt`, `${'All work and no play makes Jack a dull boy.\n'.repeat(400)}`),
    json(`${root}/large.json`, { rows: Array.from({ length: 1500 }, tableRow) }),
  ]
}

function tableRow(_: unknown, index: number) {
  return { id: index, name: `row-${index}`, tags: ['a', 'b'], weight: index / 7 }
}
