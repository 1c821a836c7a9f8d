/** What a page's HTML has that the HTML standard forbids. */
import { HtmlValidate, StaticConfigLoader } from 'html-validate'

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    // The rules of the standard, and none about style.
    extends: ['html-validate:standard'],
    rules: { 'missing-doctype': 'error', 'no-missing-references': 'error' },
  }),
)

/** One line for each fault: where it is, and what is wrong. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ line, column, selector, message, ruleId }) =>
        `${line}:${column} ${selector ?? ''} ${message} (${ruleId})`,
    ),
  )
}
