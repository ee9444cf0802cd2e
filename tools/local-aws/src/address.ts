/** Where the embedded AWS listens. Loopback only: nothing outside this machine can ever reach it, nor it the outside. */
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

/** The endpoint AWS clients use (AWS_ENDPOINT_URL). It says nothing about whether the embedded AWS runs. */
export function embeddedEndpoint(environment: NodeJS.ProcessEnv = process.env): string {
  return `http://${LOOPBACK}:${embeddedPort(environment)}`;
}

/** Whether an address leads to this machine, and nowhere else. */
export function isLoopback(address: string): boolean {
  return URL.canParse(address) && new URL(address).hostname === LOOPBACK;
}
