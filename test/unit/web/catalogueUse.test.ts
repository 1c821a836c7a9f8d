/** The code uses no text that is missing, and the catalogues hold none that the code does not use. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { REQUEST_TYPES } from '../../../workflows/domain/requestState'
import { FOLDERS, texts } from '../../support/catalogueTexts'

const sourcesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(njk|ts)$/.test(file))
    .map((file) => path.join(folder, file))

describe.each(['portal', 'bureau'])('the pages of the %s', (app) => {
  const catalogue = loadCatalogue(catalogueFolders(app))
  const sources = [`services/${app}`, 'services/shared/web'].flatMap(sourcesBelow)

  it('contain every text that the code uses', () => {
    const missing = sources.flatMap((file) =>
      keysUsedIn(readFileSync(file, 'utf8'))
        .filter(
          (key) =>
            !key.endsWith('.njk') && !catalogue.defines(key) && !catalogue.defines(`${key}_other`),
        )
        .map((key) => `${file}: ${key}`),
    )
    expect(missing).toEqual([])
  })
})

/** The parts of composed keys: a prefix and a code, as in the sources. */
const PREFIXES = [
  'action',
  'askedDocument.heading',
  'bureau.assignment.refused',
  'bureau.audit.draft',
  'bureau.audit.event',
  'bureau.audit.outcome',
  'bureau.calendar.kind',
  'bureau.calendar.said',
  'bureau.batch.button',
  'bureau.batch.fault',
  'bureau.batch.outcome',
  'bureau.batch.question',
  'bureau.batch.title',
  'bureau.check',
  'bureau.clerks.act',
  'bureau.clerks.done',
  'bureau.clerks.question',
  'bureau.clerks.questionText',
  'bureau.clerks.refused',
  'bureau.clerks.role',
  'bureau.clerks.status',
  'bureau.decision.taken',
  'bureau.documentAsk.heading',
  'bureau.documentAsk.outcome',
  'bureau.escalation.heading',
  'bureau.lease.over.event',
  'bureau.lease.over.grounds',
  'bureau.lease.refused',
  'bureau.advice',
  'bureau.keys',
  'bureau.reuse',
  'bureau.production',
  'bureau.reasons.use',
  'bureau.queue',
  'bureau.refused',
  'bureau.register.changed',
  'bureau.register.left',
  'bureau.register.state',
  'bureau.review.order',
  'bureau.workList.dueChoice',
  'bureau.workList.holderChoice',
  'bureau.workList.orderChoice',
  'bureau.management.pages',
  'bureau.statistics.chart',
  'bureau.statistics.column',
  'bureau.statistics.file',
  'bureau.statistics.period',
  'bureau.statistics.table',
  'bureau.reversal.done',
  'bureau.reversal.lead',
  'cancellationReason',
  'certificate.todo',
  'certificate.what',
  'check',
  'documentChange',
  'documentFault',
  'documentFlaw',
  'documentKind',
  'errorPage',
  'faultDetail',
  'ineligibility',
  'ineligibility.left',
  'login.closed',
  'missingPart',
  'password.fault',
  'notice',
  'photoAdvice',
  'portal.accounts.confirm',
  'portal.accounts.done',
  'portal.accounts.event',
  'portal.accounts.fact',
  'portal.accounts.mark',
  'portal.accounts.role',
  'portal.accounts.shown',
  'portal.accounts.status',
  'portal.allows',
  'portal.coverLetter.sign',
  'portal.cardRequest.photoExample',
  'portal.cardRequest.photoRule',
  'portal.family.action',
  'portal.family.askedBy',
  'portal.family.left',
  'portal.family.unfinished',
  'portal.filed',
  'portal.home.accounts',
  'portal.home.figure',
  'portal.home.unfinished',
  'portal.next.noDay',
  'portal.next.what',
  'portal.next.who',
  'portal.notices.mail',
  'portal.privacy.data',
  'portal.privacy.look',
  'portal.privacy.who',
  'portal.refresh',
  'portal.proposal.changes',
  'portal.proposal.confirm',
  'portal.proposal.lead',
  'portal.proposal.move',
  'portal.proposal.sign',
  'portal.proposal.title',
  'portal.preparing',
  'portal.receipt',
  'pages.zoom',
  'pdfNote',
  'portal.requests.asker',
  'portal.returned.again',
  'portal.returned.part',
  'portal.slip.step',
  'portal.stage',
  'portal.withdrawal.refused',
  'portal.withdrawal.text',
  'refusal',
  'rejectionReason',
  'rejectionSubject',
  'relation',
  'reminder',
  'requestEvent',
  'requestType',
  'reversalGround',
  'status',
  'subState',
  'upload.done',
  'upload.limits',
  'upload.show',
]

/** Branches with only some composed keys; the others appear complete in the sources. */
const SOME_OF: Record<string, readonly string[]> = {
  layout: ['success', 'warning', 'correction', 'error', 'info'],
  'portal.lossForm': ['lost', 'stolen', 'day', 'place', 'date', 'signature'],
  'portal.coverLetter': ['number', 'date', 'subject'],
  'portal.refusal': ['open', 'openKept'].flatMap((text) =>
    ['self', 'spouse', 'other', 'unnamed'].map((kind) => `${text}.${kind}`),
  ),
  'portal.returned': REQUEST_TYPES,
  'portal.cancellation.confirm': ['lost', 'atBureau', 'sendCard'],
  'bureau.audit': ['who.none', 'who.several', 'whose.none', 'whose.several', 'broken', 'unlinked'],
  'bureau.review': ['ownRequest', 'ownRelative'],
  'bureau.workList': ['unit', 'type', 'reason', 'due', 'holder', 'order'],
  'bureau.workList.saved': ['nameTaken', 'tooMany'],
  'bureau.lease.over': ['wordsMissing', 'wordsTooLong', 'wordsHoldIdentityNumber'],
  'bureau.search.newestFirst': ['name', 'digits', 'personKey'],
  'bureau.search.nothing': ['name', 'digits', 'personKey'],
  'bureau.decision': [
    'reasonMissing',
    'reasonUnfit',
    'explanationMissing',
    'explanationTooLong',
    'explanationHoldsIdentityNumber',
  ],
  'bureau.escalation': [
    ...['noteMissing', 'noteTooLong', 'noteHoldsIdentityNumber', 'by', 'returnedBy'],
    ...['escalate', 'giveBack'].flatMap((way) =>
      ['pageTitle', 'lead', 'note', 'noteHint', 'linkHint', 'done'].map((part) => `${way}.${part}`),
    ),
  ],
  'bureau.documentAsk': ['kindUnfit', 'noteTooLong', 'noteHoldsIdentityNumber'],
}

describe('the catalogues', () => {
  const sources = sourcesBelow('services').map((file) => withWholeKeys(readFileSync(file, 'utf8')))
  const isUsed = (text: string) => sources.some((source) => source.includes(text))
  const composed = Object.entries(SOME_OF).flatMap(([prefix, codes]) =>
    codes.map((code) => `${prefix}.${code}`),
  )

  it.each([...PREFIXES, ...Object.keys(SOME_OF)])('are used with the prefix %s', (prefix) => {
    expect(isUsed(`\`${prefix}.\${`) || isUsed(`'${prefix}.' +`)).toBe(true)
  })

  it.each(FOLDERS)('contain no unused text: %s', (folder) => {
    const unused = [...texts(folder, 'tr').keys()]
      .map((key) => key.replace(/_(one|other)$/, ''))
      .filter(
        (key) =>
          !composed.includes(key) && !PREFIXES.some((prefix) => key.startsWith(`${prefix}.`)),
      )
      .filter((key) => !isUsed(`'${key}'`) && !isUsed(`\`${key}\``))
    expect(unused).toEqual([])
  })
})

/** Expands a branch that a source names once, such as `const text = 'portal.page'`. */
function withWholeKeys(source: string): string {
  const branch = /const text = '([\w.]+)'/.exec(source)?.[1]
  const plain = withoutComments(source)
  return branch === undefined ? plain : plain.replaceAll('${text}', branch)
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|{#[\s\S]*?#}/g, '')
}

/** Complete keys in quotes; keys composed from a code are covered by the codes of the domain. */
function keysUsedIn(source: string): string[] {
  const key = /['"]((?:portal|bureau|login|layout|form|upload|errorPage|column)(?:\.\w+)+)['"]/g
  return [...withoutComments(source).matchAll(key)].map(([, found]) => found!)
}
