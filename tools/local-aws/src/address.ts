/**
 * The address on which the embedded AWS listens. Loopback only: no other machine can reach it, and it reaches no other
 * machine.
 */
export const LOOPBACK = '127.0.0.1';

const DEFAULT_PORT = 4566;

/** The port of the embedded AWS: EMBEDDED_AWS_PORT, or 4566. */
export function embeddedPort(environment: NodeJS.ProcessEnv = process.env): number {
  const chosen = environment['EMBEDDED_AWS_PORT'];
  if (chosen === undefined || chosen === '') return DEFAULT_PORT;
  const port = Number(chosen);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(
      `EMBEDDED_AWS_PORT must be a port number between 1 and 65535, got "${chosen}". ` +
        `Unset it to use ${DEFAULT_PORT}, or choose another number.`,
    );
  }
  return port;
}

/** The endpoint for AWS clients (AWS_ENDPOINT_URL). It does not depend on a running embedded AWS. */
export function embeddedEndpoint(environment: NodeJS.ProcessEnv = process.env): string {
  return `http://${LOOPBACK}:${embeddedPort(environment)}`;
}

/** True if an address leads to this machine and to no other one. */
export function isLoopback(address: string): boolean {
  return URL.canParse(address) && new URL(address).hostname === LOOPBACK;
}
