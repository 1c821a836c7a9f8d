/** Giving work to a colleague, as its page shows it. */
import type { SignedInAccount } from '../../shared/web'
import type { TextValues } from '../../shared/web/index'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Assigned, Colleague } from '../operations/assignments'
import type { WorkListRow } from '../operations/workList'
import { assignmentPath, workListPath } from '../paths'
import { canBeAssigned } from './batches'

export function assignmentQuestion(
  rows: readonly WorkListRow[],
  people: readonly Colleague[],
  { account, of }: { account: Pick<SignedInAccount, 'id' | 'roles'>; of: string | undefined },
  t: Translate,
) {
  const items = rows.filter((row) => canBeAssigned(row, account))
  const holders = new Set(items.map(({ lease }) => lease?.holder ?? null))
  const holdsAll = (id: string) => holders.size === 1 && holders.has(id)
  return {
    heading: t('bureau.assignment.question', { count: items.length }),
    listHref: workListPath('review'),
    people: [
      { value: '', text: t('bureau.assignment.chooseName') },
      ...people
        .filter(({ id }) => !holdsAll(id))
        .map(({ id, name }) => ({ value: id, text: name })),
    ],
    /** Whose whole work can be handed over instead. */
    whole: people
      .filter(({ id }) => id !== of && (id === account.id || account.roles.includes('head')))
      .map(({ id, name }) => ({ name, href: assignmentPath({ of: id }) })),
    items: items.map(({ request, person, lease }) => ({
      number: request.number,
      name: `${person.name} ${person.surname}`,
      holder: lease?.holderName ?? null,
    })),
  }
}

interface Said {
  variant: 'success' | 'warning'
  key: string
  values: TextValues
}

/** What became of the requests: how many were assigned, and each that was not with its reason. */
export function assignmentSaid(outcomes: readonly Assigned[], name: string, t: Translate): Said[] {
  const count = outcomes.filter(({ refused }) => refused === null).length
  const refusals = outcomes.flatMap(({ number, refused }) =>
    refused === null ? [] : [`${number} (${t(`bureau.assignment.refused.${refused}`)})`],
  )
  return [
    ...(count === 0
      ? []
      : [{ variant: 'success' as const, key: 'bureau.assignment.done', values: { count, name } }]),
    ...(refusals.length === 0
      ? []
      : [
          {
            variant: 'warning' as const,
            key: 'bureau.assignment.left',
            values: { count: refusals.length, which: refusals.join(', ') },
          },
        ]),
  ]
}
