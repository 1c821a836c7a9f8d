/** What must hold in every file; how it looks is Prettier's business, who may import whom dependency-cruiser's. */
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist/', '.data/', 'coverage/', 'node_modules/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // What objects here offer are functions that do without `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Also what is thrown away on purpose must say so.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: [
      'services/*/{routes,viewModels}/**/*.ts',
      'services/*/{app,navigation,nextStep,paths}.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "MemberExpression[object.name='store']:not([property.name=/^(connection|ping|close)$/])",
          message: 'Pages reach the database through operations: add the query there.',
        },
        {
          selector: "MemberExpression[object.property.name='store']",
          message: 'Pages reach the database through operations: add the query there.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    // jest's matchers for parts of values are of any type.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.base],
    rules: { 'no-unused-vars': 'error' },
  },
)
