/** Which folder may import which. Each rule forbids one direction; everything else is allowed. */

const ROOMS = '^(workflows|activities|services|deploy|test)/'
const AGREEMENT = '^workflows/(contract\\.ts$|domain/)'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'workflows-know-the-world-by-type-only',
      comment: 'Workflow code is replayed: it may use the types of activities, never their code.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: ROOMS, pathNot: '^workflows/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'The rules need neither Temporal nor I/O.',
      severity: 'error',
      from: { path: '^workflows/domain/' },
      to: { pathNot: '^(workflows/domain/|node_modules/zod/)' },
    },
    {
      name: 'only-the-agreement-of-workflows',
      comment:
        'Services, activities and the launcher share the contract and the rules with workflows, and no workflow code.',
      severity: 'error',
      from: { path: '^(services|activities|deploy)/' },
      to: { path: '^workflows/', pathNot: AGREEMENT },
    },
    {
      name: 'activities-know-no-service',
      comment: 'Activities use only what all services share.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^services/', pathNot: '^services/shared/' },
    },
    {
      name: 'services-know-no-other-service',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/shared/' },
      to: { path: '^services/', pathNot: '^services/($1|shared)/' },
    },
    {
      name: 'shared-knows-no-service',
      severity: 'error',
      from: { path: '^services/shared/' },
      to: { path: '^services/', pathNot: '^services/shared/' },
    },
    {
      name: 'only-workers-run-activities',
      comment: 'Only workers run activities; shared code never imports them.',
      severity: 'error',
      from: { path: '^services/', pathNot: '^services/worker/' },
      to: { path: '^activities/' },
    },
    {
      name: 'the-image-needs-no-launcher',
      severity: 'error',
      from: { path: '^deploy/(image|build)/' },
      to: { path: '^deploy/(local|demo)/' },
    },
    {
      name: 'nobody-needs-how-it-is-deployed',
      severity: 'error',
      from: { pathNot: '^(deploy|test)/' },
      to: { path: '^deploy/' },
    },
    {
      name: 'nobody-needs-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-packages-at-run-time',
      comment: 'Services run without development packages.',
      severity: 'error',
      from: { path: '^(workflows|activities|services)/', pathNot: '/browser/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
