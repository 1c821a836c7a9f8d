/** The part of GOV.UK's scripts that the pages use; the package brings no types. */
declare module 'govuk-frontend' {
  interface Component {
    new (element: Element): unknown
    readonly moduleName: string
  }
  export const CharacterCount: Component
  export const ErrorSummary: Component
  export const PasswordInput: Component
  export const SkipLink: Component
}
