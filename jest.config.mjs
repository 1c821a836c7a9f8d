/** One project per kind of test. Only the kinds that need servers start them, and only when a test of that kind runs. */

const commonJs = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
]
/** Loads a built-in module by a dynamic import, which jest's own module system answers only under a flag of Node. */
const MONGO_RUNTIME = 'mongodb/lib/runtime_adapters\\.js$'

/** @param {string} kind folder below test/ */
function project(kind, settings = {}) {
  return {
    displayName: kind,
    testEnvironment: 'node',
    testMatch: [`<rootDir>/test/${kind}/**/*.test.ts`],
    transform: { '\\.ts$': commonJs, [MONGO_RUNTIME]: commonJs },
    transformIgnorePatterns: [`/node_modules/(?!(.*/)?${MONGO_RUNTIME})`],
    setupFilesAfterEnv: [setup('patience')],
    ...settings,
  }
}

const setup = (name) => `<rootDir>/test/support/setup/${name}.ts`
const engine = { setupFilesAfterEnv: [setup('patience'), setup('quietEngine')] }
const servers = { globalTeardown: setup('stopServers') }

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/setup/longestFirst.mjs',
  // After a whole run a worker holds more than a gigabyte. With nothing left open it ends at once, but on a busy machine the
  // system takes longer to bury it than the half second after which jest suspects a leak; a real leak is still told of.
  workerGracefulExitTimeout: 5_000,
  projects: [
    project('unit'),
    project('workflow', { ...engine, globalSetup: setup('workflow') }),
    project('replay', { ...engine, globalSetup: setup('replay') }),
    project('integration', { ...servers, globalSetup: setup('integration') }),
    project('browser', { ...servers, globalSetup: setup('browser') }),
  ],
}
