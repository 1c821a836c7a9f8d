/** Runs the recorder alone, against the test server that skips time; no kind of `npm test` ever does. */
import everything from '../../jest.config.mjs'

const workflow = everything.projects.find(({ displayName }) => displayName === 'workflow')

export default { ...workflow, rootDir: '../..', testMatch: ['<rootDir>/test/histories/record.ts'] }
