import type { Machine } from './machine/machine';

/** The answer of a web server to the load balancer's health check, and its duration, as `200 0.012`. */
export const health =
  "curl --silent --output /dev/null --max-time 10 --write-out '%{http_code} %{time_total}' localhost/healthz";

/** The present answer of /healthz. */
export async function healthOf({
  machine,
}: {
  readonly machine: Machine;
}): Promise<{ status: number; seconds: number }> {
  const [status = 0, seconds = 0] = (await machine.try(health)).stdout.split(' ').map(Number);
  return { status, seconds };
}
