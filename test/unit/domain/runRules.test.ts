import { RULES } from '../../../workflows/contract'
import { RULE_SINCE, rulesAfter } from '../../../workflows/domain/runRules'

it('the rules after a number are those that newer releases brought', () => {
  expect(rulesAfter(0).sort()).toEqual(Object.keys(RULE_SINCE).sort())
  expect(rulesAfter(RULES)).toEqual([])
})

it('no rule is newer than the number that runs are begun with', () => {
  expect(Math.max(...Object.values(RULE_SINCE))).toBe(RULES)
})
