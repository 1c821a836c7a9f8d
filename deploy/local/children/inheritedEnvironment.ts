/** What a child process inherits from the environment of the launcher. */

/** What programs need to run at all. None of these is a secret. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'TZ',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'LD_LIBRARY_PATH',
]

/** The variables that every child gets; everything else is passed to it explicitly. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return pick(process.env, INHERITED)
}

/** The variables with these names, as far as they are set. */
export function pick(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
