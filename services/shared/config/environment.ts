/** Reads a process's configuration from its environment: all faults in one readable error, never one at a time. */
import { z } from 'zod'

/** What is missing or wrong in the environment of a process, line by line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'

  constructor(
    readonly processName: string,
    readonly faults: readonly string[],
  ) {
    super(
      `${processName} başlatılamıyor; ortam değişkenlerini düzeltin:\n${faults.map((line) => `  ${line}`).join('\n')}`,
    )
  }
}

/**
 * Parses the variables that a process needs.
 * @param processName stands in the error
 * @param shape one zod schema per variable, see settings.ts
 * @throws ConfigurationError with every variable that is missing or wrong; values are not repeated, since some are secrets
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  processName: string,
  shape: Shape,
  environment: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(environment)
  if (parsed.success) return parsed.data
  throw new ConfigurationError(
    processName,
    parsed.error.issues.map((issue) => {
      const variable = issue.path.join('.')
      return environment[variable] === undefined
        ? `${variable}: verilmemiş`
        : `${variable}: ${issue.message}`
    }),
  )
}
