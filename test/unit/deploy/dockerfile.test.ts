/** deploy/image/Dockerfile: what the image is made from, and what it does when nobody tells it anything. */
import { existsSync, readFileSync } from 'node:fs'
import { readComposeFile } from '../../support/compose/composeFile'
import { dockerfileStages, textsOf } from '../../support/compose/dockerfile'
import { freshVariables } from '../../support/compose/variables'

const stages = dockerfileStages()
const [build, packages, image] = stages as [
  (typeof stages)[0],
  (typeof stages)[0],
  (typeof stages)[0],
]

it('is three stages on one pinned Node that package.json allows', () => {
  expect(stages).toHaveLength(3)
  const bases = stages.map((stage) => textsOf(stage, 'FROM')[0]!.split(' ')[0])
  expect(new Set(bases).size).toBe(1)
  expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim$/)
})

it('installs what the lock file says, without install scripts, and leaves the development packages behind', () => {
  const installs = [build, packages].flatMap((stage) =>
    textsOf(stage, 'RUN').filter((text) => text.startsWith('npm ci')),
  )
  expect(installs).toEqual(['npm ci --ignore-scripts', 'npm ci --ignore-scripts --omit=dev'])
  expect(textsOf(image, 'RUN')).toEqual([])
  expect(textsOf(image, 'COPY').filter((text) => text.includes('node_modules'))).toEqual([
    '--from=packages /app/node_modules node_modules',
  ])
})

it('copies from the tree only what is there and reaches the builder', () => {
  const copied = [build, packages, image].flatMap((stage) =>
    textsOf(stage, 'COPY')
      .filter((text) => !text.startsWith('--from'))
      .flatMap((text) => text.split(' ').slice(0, -1)),
  )
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(ignored).toContain('*')
  for (const path of copied)
    expect([path, existsSync(path), ignored.includes(`!${path}`)]).toEqual([path, true, true])
  const reaching = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  expect(reaching.filter((path) => !copied.includes(path))).toEqual([])
})

it('is built as anybody builds the system', () => {
  expect(textsOf(build, 'RUN')).toContain('npm run build')
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>
  }
  expect(scripts).toHaveProperty('build')
})

it('runs as a user without rights', () => {
  expect(textsOf(image, 'USER')).toEqual(['node'])
})

it('is the portal when no command is given, checked as compose checks it', () => {
  const { portal } = readComposeFile(freshVariables()).services
  expect(JSON.parse(textsOf(image, 'CMD')[0]!)).toEqual(portal!.command)
  const check = textsOf(image, 'HEALTHCHECK')[0]!
  const [, ...command] = portal!.healthcheck!.test
  expect(JSON.parse(check.slice(check.indexOf('CMD ') + 4))).toEqual(command)
})
