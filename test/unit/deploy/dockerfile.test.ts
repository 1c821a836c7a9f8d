/** deploy/image/Dockerfile: what the image contains, and what it does by default. */
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

it('has three stages on one pinned Node that package.json allows', () => {
  expect(stages).toHaveLength(3)
  const bases = stages.map((stage) => textsOf(stage, 'FROM')[0]!.split(' ')[0])
  expect(new Set(bases).size).toBe(1)
  expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim$/)
})

it('installs from the lock file, without install scripts, and omits the development packages', () => {
  const installs = [build, packages].flatMap((stage) =>
    textsOf(stage, 'RUN').filter((text) => text.startsWith('npm ci')),
  )
  expect(installs).toEqual(['npm ci --ignore-scripts', 'npm ci --ignore-scripts --omit=dev'])
  expect(textsOf(image, 'RUN').filter((text) => text.includes('npm'))).toEqual([])
  expect(textsOf(image, 'COPY').filter((text) => text.includes('node_modules'))).toEqual([
    '--from=packages /app/node_modules node_modules',
  ])
})

it('copies only files that exist and that the build context includes', () => {
  const copied = [build, packages, image].flatMap((stage) =>
    textsOf(stage, 'COPY')
      .filter((text) => !text.startsWith('--from'))
      .flatMap((text) => text.split(' ').slice(0, -1)),
  )
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(ignored).toContain('*')
  for (const path of copied)
    expect([path, existsSync(path), ignored.includes(`!${path}`)]).toEqual([path, true, true])
  const included = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  expect(included.filter((path) => !copied.includes(path))).toEqual([])
})

it('builds the system with the usual build command', () => {
  expect(textsOf(build, 'RUN')).toContain('npm run build')
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>
  }
  expect(scripts).toHaveProperty('build')
})

it('runs as an unprivileged user, who owns the folders of its volumes', () => {
  expect(textsOf(image, 'USER')).toEqual(['node'])
  const { portal, access } = readComposeFile(freshVariables()).services
  const [command = ''] = textsOf(image, 'RUN')
  const made = /^mkdir -p (.+) && chown -R node:node (.+)$/.exec(command)
  const folders = made![1]!.split(' ')
  const owned = made![2]!.split(' ')
  expect(folders.every((folder) => owned.some((one) => folder.startsWith(one)))).toBe(true)
  expect(folders).toContain(portal!.environment['UPLOAD_FOLDER'])
  for (const volume of access!.volumes) expect(folders).toContain(volume.split(':')[1])
})

it('runs the portal by default, with the same health check as compose', () => {
  const { portal } = readComposeFile(freshVariables()).services
  expect(JSON.parse(textsOf(image, 'CMD')[0]!)).toEqual(portal!.command)
  const check = textsOf(image, 'HEALTHCHECK')[0]!
  const [, ...command] = portal!.healthcheck!.test
  expect(JSON.parse(check.slice(check.indexOf('CMD ') + 4))).toEqual(command)
})
