/** Reads a process's configuration from its environment and reports all faults together. */
import { z } from 'zod'

/** Lists what is missing or wrong in a process's environment, one line each. */
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
 * @param processName name in the error
 * @param shape one zod schema per variable, see settings.ts
 * @throws ConfigurationError for every missing or wrong variable; never repeats values, since some
 *   are secrets
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
