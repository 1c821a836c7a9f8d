/**
 * `npm run requirements`: every requirement with the tests whose titles contain it, and at the end
 * those without tests; with `--strict` these fail the command.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const TESTS = 'test'
const CALLS = ['it', 'test', 'describe']
const NUMBER = /\b([SD])(\d+)(?:[–-]([SD])?(\d+))?\b/g

const titles = JSON.parse(readFileSync(new URL('./titles.json', import.meta.url), 'utf8'))
const named = new Map(Object.keys(titles).map((number) => [number, []]))

for (const file of readdirSync(TESTS, { recursive: true })
  .filter((name) => name.endsWith('.test.ts'))
  .toSorted()) {
  for (const title of titlesIn(path.join(TESTS, file))) {
    for (const number of numbersIn(title)) named.get(number)?.push(`${file}: ${title}`)
  }
}

for (const [number, tests] of named) {
  console.log(`${number}  ${titles[number]}`)
  for (const test of new Set(tests)) console.log(`      ${test}`)
}
const bare = [...named].filter(([, tests]) => tests.length === 0).map(([number]) => number)
console.log(`\n${named.size - bare.length} of ${named.size} requirements are named by tests.`)
if (bare.length > 0) {
  console.log(`No test names: ${bare.join(', ')}`)
  if (process.argv.includes('--strict')) process.exitCode = 1
}

/** The titles of the tests and groups in a file, in order. */
function titlesIn(file) {
  const found = []
  const visit = (node) => {
    if (ts.isCallExpression(node) && CALLS.includes(rootName(node.expression))) {
      const [title] = node.arguments
      if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) {
        found.push(title.getText().slice(1, -1).replace(/\s+/g, ' '))
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}

/** `it` of `it`, `it.each` and `it.each(rows)`. */
function rootName(expression) {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression)
    ? rootName(expression.expression)
    : ''
}

/** S36 is one number, S18–S20 and S18–20 are three. */
function numbersIn(title) {
  return [...title.matchAll(NUMBER)].flatMap(([, letter, first, lastLetter, last = first]) =>
    lastLetter === undefined || lastLetter === letter
      ? Array.from(
          { length: Math.max(last - first + 1, 1) },
          (_, index) => `${letter}${Number(first) + index}`,
        )
      : [`${letter}${first}`, `${lastLetter}${last}`],
  )
}
