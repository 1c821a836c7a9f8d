/**
 * A closed terminal or a full disk behind a redirect must not stop the command and its children.
 */
export function surviveLostOutput() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}
