/** One project per kind of test. Servers start only for kinds that need them. */

const commonJs = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
]
/** Uses a dynamic import of a built-in module, which jest supports only with a flag of Node. */
const MONGO_RUNTIME = 'mongodb/lib/runtime_adapters\\.js$'

/** @param {string} kind folder below test/ */
function project(kind, settings = {}) {
  return {
    displayName: kind,
    testEnvironment: 'node',
    testMatch: [`<rootDir>/test/${kind}/**/*.test.ts`],
    transform: { '\\.ts$': commonJs, [MONGO_RUNTIME]: commonJs },
    // ES modules, which Node loads and jest does not: their packages also have this form.
    moduleNameMapper: { '^(d3-[a-z-]+)$': '<rootDir>/node_modules/$1/dist/$1.js' },
    transformIgnorePatterns: [`/node_modules/(?!(.*/)?${MONGO_RUNTIME})`],
    setupFilesAfterEnv: [setup('patience')],
    ...settings,
  }
}

const setup = (name) => `<rootDir>/test/support/setup/${name}.ts`
const engine = { setupFilesAfterEnv: [setup('patience'), setup('quietEngine')] }
const servers = { globalTeardown: setup('stopServers') }

export default {
  // One more than the cores of the smallest machine, since a test often waits for a server.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/support/setup/longestFirst.mjs',
  // After a whole run a worker holds over 1 GB, and the OS needs longer than jest's 500 ms to reap
  // it; real leaks are still reported.
  workerGracefulExitTimeout: 5_000,
  projects: [
    project('unit'),
    project('workflow', { ...engine, globalSetup: setup('workflow') }),
    project('replay', { ...engine, globalSetup: setup('replay') }),
    project('model', { ...engine, ...servers, globalSetup: setup('model') }),
    project('integration', { ...servers, globalSetup: setup('integration') }),
    project('browser', { ...servers, globalSetup: setup('browser') }),
  ],
}
