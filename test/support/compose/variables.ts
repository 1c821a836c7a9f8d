/**
 * The variables of docker-compose.yml: where they are used, what happens if they are missing, and
 * values for all of them.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type Variables = Readonly<Record<string, string>>

export const ENV_EXAMPLE = 'deploy/compose/env.example'

/** What compose would print when a variable is missing. */
export class VariableMissing extends Error {
  override readonly name = 'VariableMissing'
}

/** Every use of `$`: doubled, or `${NAME}`, with what to do if NAME is missing or empty. */
const USE = /\$(?:\$|\{(?<name>\w+)(?:(?<otherwise>:[-?])(?<text>[^}]*))?\}|)/g

export interface Use {
  name: string
  /** `:-` uses the text instead, `:?` fails with the text. */
  otherwise: ':-' | ':?'
  text: string
}

/**
 * Every use of a variable in a text.
 * @throws Error for one that would silently become empty
 */
export function usesIn(text: string): Use[] {
  return [...text.matchAll(USE)]
    .filter(([use]) => use !== '$$')
    .map(({ 0: use, groups }) => {
      const { name, otherwise, text: rest } = groups ?? {}
      if (!name || !otherwise || !rest)
        throw new Error(`${use} in “${text}” says nothing about what to do without it`)
      return { name, otherwise: otherwise as Use['otherwise'], text: rest }
    })
}

/**
 * Fills in the variables in all texts of a value.
 * @throws VariableMissing with the file's message
 */
export function fillIn(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') {
    usesIn(value)
    return value.replace(USE, (use, name: string, otherwise: string, text: string) => {
      if (use === '$$') return '$'
      const given = variables[name]
      if (given) return given
      if (otherwise === ':-') return text
      throw new VariableMissing(text)
    })
  }
  if (Array.isArray(value)) return value.map((item) => fillIn(item, variables))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillIn(item, variables)]),
  )
}

/** The variables of a text in the format of an env file. */
export function variablesOf(text: string): Variables {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

/** A newcomer's .env: env.example with fresh secrets. */
export function freshVariables(): Variables {
  return variablesOf(execFileSync('sh', ['deploy/compose/createEnv.sh'], { encoding: 'utf8' }))
}

/** The text of env.example. */
export function exampleText(): string {
  return readFileSync(ENV_EXAMPLE, 'utf8')
}
