/** Lint rules for all files. Prettier formats them; dependency-cruiser checks the imports. */
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
      // Objects here hold functions that do not use `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A promise ignored on purpose needs `void`.
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
    // jest's asymmetric matchers have type any.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.base],
    rules: { 'no-unused-vars': 'error' },
  },
)
