/** A route without access or audit does not type-check, tested with the compiler itself. */
import path from 'node:path'
import ts from 'typescript'

const HERE = path.resolve('test/unit/web')

const declaration = (fields: string) => `
  import { route, view } from '../../../services/shared/web'
  export const declared = route({ method: 'get', path: '/page', handle: () => view('page'), ${fields} })
`

const SOURCES: Record<string, string> = {
  complete: declaration(`access: ['clerk'], audit: 'requestOpened'`),
  unaudited: declaration(`access: 'public', audit: 'none: shows nothing of anybody'`),
  withoutAccess: declaration(`audit: 'requestOpened'`),
  withoutAudit: declaration(`access: 'signedIn'`),
  noRoleAtAll: declaration(`access: [], audit: 'requestOpened'`),
  unknownRole: declaration(`access: ['janitor'], audit: 'requestOpened'`),
  unknownEvent: declaration(`access: 'signedIn', audit: 'somethingElse'`),
  silenceWithoutReason: declaration(`access: 'signedIn', audit: 'none'`),
  accountOnPublicPage: `
    import { route, view } from '../../../services/shared/web'
    export const declared = route({ method: 'get', path: '/page', access: 'public', audit: 'requestOpened',
      handle: ({ account }) => view('page', { name: account.name }) })
  `,
}

describe('declaring a route', () => {
  let refused: Set<string>

  beforeAll(() => {
    refused = sourcesThatDoNotCompile()
  }, 120_000)

  it.each(['complete', 'unaudited'])('compiles with access and audit: %s', (name) => {
    expect(refused).not.toContain(name)
  })

  it.each([
    'withoutAccess',
    'withoutAudit',
    'noRoleAtAll',
    'unknownRole',
    'unknownEvent',
    'silenceWithoutReason',
    'accountOnPublicPage',
  ])('does not compile: %s', (name) => {
    expect(refused).toContain(name)
  })
})

/** Compiles the sources as if they were files next to this one. */
function sourcesThatDoNotCompile(): Set<string> {
  const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
  const files = new Map(
    Object.entries(SOURCES).map(([name, source]) => [path.join(HERE, `${name}.ts`), source]),
  )
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (file) => files.has(file) || fileExists(file)
  host.readFile = (file) => files.get(file) ?? readFile(file)
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const source = files.get(file)
    return source === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, source, languageVersion)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return new Set(
    [...files.keys()]
      .filter((file) => program.getSemanticDiagnostics(program.getSourceFile(file)).length > 0)
      .map((file) => path.basename(file, '.ts')),
  )
}
