/**
 * Finds what must never reach Temporal or a log (D12): names, identity numbers, user names, free
 * text and files of the demo's people.
 */
import { demoStaff, registeredFamilies } from '../../services/kps/people/people'
import { demoRequests } from '../../deploy/demo/requests'
import { isIdentityNumber } from '../../workflows/domain/identityNumber'

const people = [
  ...demoStaff.map(({ person }) => person),
  ...registeredFamilies.flatMap(({ members }) => members.map(({ person }) => person)),
]
const explanations = demoRequests.flatMap(({ steps }) =>
  steps.flatMap((step) =>
    step.kind === 'reject' && step.explanation !== '' ? [step.explanation] : [],
  ),
)

/** Whole words only: a name such as Ada is part of many other words. */
const NAMES = wholeWords([
  ...people.flatMap(({ name, surname }) => [name, surname]),
  ...demoStaff.map(({ username }) => username),
])
const NUMBERS_AND_TEXTS = anyOf([
  ...people.map(({ identityNumber }) => identityNumber),
  ...explanations,
])
/** All invented identity numbers begin like this, also those of copies of the demo's people. */
const INVENTED_NUMBER = /(?<!\d)1000\d{7}(?!\d)/g
/** How JPEG and PDF files begin, as bytes and in base64. */
const FILES = anyOf(['\xff\xd8\xff', 'JFIF', '%PDF-', '/9j/4', 'JVBERi0'])

/** A claim as it travels: header, payload and signature (compact JWS, RFC 7515). */
const CLAIM = /\b(eyJ[\w-]+)\.([\w-]+)\.[\w-]+/g

/** Everything found in a text, in upper or lower case. */
export function personalDataIn(text: string): string[] {
  const searched = lower(withReadableClaims(text))
  const numbers = (searched.match(INVENTED_NUMBER) ?? []).filter(isIdentityNumber)
  const others = [NAMES, NUMBERS_AND_TEXTS, FILES].flatMap(
    (pattern) => searched.match(pattern) ?? [],
  )
  return [...numbers, ...others]
}

/** Claims are read as what they say; their signatures are chance, which may well spell a name. */
function withReadableClaims(text: string): string {
  return text.replace(CLAIM, (_, ...parts: string[]) =>
    parts
      .slice(0, 2)
      .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
      .join(' '),
  )
}

function wholeWords(words: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives(words)})(?![\\p{L}\\p{N}])`, 'gu')
}

function anyOf(texts: readonly string[]): RegExp {
  return new RegExp(alternatives(texts), 'gu')
}

function alternatives(texts: readonly string[]): string {
  return [...new Set(texts.map(lower))]
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|')
}

function lower(text: string): string {
  return text.toLocaleLowerCase('tr')
}
