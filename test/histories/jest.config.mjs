/** Runs the recorder only, on the test server that skips time; `npm test` never includes it. */
import everything from '../../jest.config.mjs'

const workflow = everything.projects.find(({ displayName }) => displayName === 'workflow')

export default { ...workflow, rootDir: '../..', testMatch: ['<rootDir>/test/histories/record.ts'] }
