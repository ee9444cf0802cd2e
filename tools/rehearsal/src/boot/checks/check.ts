import type { Environment, WorkerRole } from '@malinshopper/environments';
import type { Clients } from '../../clients';
import type { Machines, Rehearsed } from '../machines';

/** What a check looks at: the machines, and AWS from outside, as whoever owns the environment. */
export interface World {
  readonly machines: Machines;
  readonly clients: Clients;
  readonly environment: Environment;
  readonly contentBucket: string;
  readonly packageBucket: string;
}

/** Something that has to be so on machines that have booted. */
export interface BootCheck {
  readonly subject: string;
  /** @throws with what is wrong; else gives the fact as it was found */
  look(world: World): Promise<string>;
}

export const workers: readonly WorkerRole[] = ['fetcher', 'updater-1', 'updater-2'];

/** The answer of a web server to the load balancer's question, and how long it took, as `200 0.012`. */
export const health =
  "curl --silent --output /dev/null --max-time 10 --write-out '%{http_code} %{time_total}' localhost/healthz";

/** What /healthz says right now. */
export async function healthOf({ machine }: Rehearsed): Promise<{ status: number; seconds: number }> {
  const [status = 0, seconds = 0] = (await machine.try(health)).stdout.split(' ').map(Number);
  return { status, seconds };
}

/** Runs a shell script on a worker as its job would run: as www-data, with the job's environment. */
export const asJob = (script: string) =>
  `set -a; . /etc/malinshopper.env; set +a; PATH=/usr/local/lib/malinshopper:$PATH; ` +
  `setpriv --reuid=www-data --regid=www-data --clear-groups sh -c '${script}'`;

/** How long something takes, in seconds with one decimal. */
export const secondsSince = (began: number) => ((Date.now() - began) / 1000).toFixed(1);
