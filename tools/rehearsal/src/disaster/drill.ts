import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { environment as environmentNamed } from '@malinshopper/environments';
import { deployEnvironment, planEnvironment, PlainReporter } from '@malinshopper/terraform';
import { clientsOf } from '../clients';
import { inventory } from '../inventory/inventory';
import { root, run } from '../programs';
import { ContentDeleted, VersionsDeleted } from './content';
import { DatabaseDeleted } from './database';
import type { Disaster, Lost, Scene } from './disaster';
import { promises, type DisasterName } from './promises';

const disasters: Readonly<Record<DisasterName, new () => Disaster>> = {
  database: DatabaseDeleted,
  content: ContentDeleted,
  versions: VersionsDeleted,
};

/** How a disaster went. */
export interface Outcome {
  readonly name: DisasterName;
  /** From the first command of the recovery to its last one, in milliseconds. */
  readonly milliseconds: number;
  readonly lost?: Lost;
  /** The broken promises; none if all are met. */
  readonly unmet: readonly string[];
}

/**
 * Causes a disaster in a standing environment on the embedded AWS, recovers by the commands of docs/recovery.md, and proves that all is as it was:
 * no app has anything left to do, and nothing is there twice.
 * @param say hears of each step
 */
export async function drill(ref: string, name: DisasterName, say: (text: string) => void): Promise<Outcome> {
  const environment = environmentNamed(ref);
  const scene: Scene = { environment, clients: await clientsOf(environment) };
  const disaster = new disasters[name]();
  const { title, commands } = promises[name];
  say(`${title}:`);
  await disaster.prepare(scene);
  const before = await inventory(scene.clients, environment);
  const since = new Date(Math.ceil(Date.now() / 1000) * 1000);
  // S3 counts in seconds: what was deleted before the disaster is not meant.
  await after(since.getTime() - Date.now() + 1000);
  await disaster.cause(scene);
  const begun = Date.now();
  try {
    for (const command of commands) {
      const text = command.replace('<since>', since.toISOString());
      say(`  ${text}`);
      await follow(text);
    }
    const milliseconds = Date.now() - begun;
    const lost = await disaster.prove(scene);
    const unmet = [
      ...(await leftToDo(ref)),
      ...differing(before, await inventory(scene.clients, environment)),
      ...broken(name, milliseconds, lost),
    ];
    return { name, milliseconds, lost, unmet };
  } catch (error) {
    return { name, milliseconds: Date.now() - begun, unmet: [error instanceof Error ? error.message : String(error)] };
  }
}

/**
 * Runs a command of the page as a user does, and answers its question with yes. A deploy runs on the embedded AWS, so
 * it needs no review and no commit.
 * @throws if it fails
 */
async function follow(command: string): Promise<void> {
  const words = command
    .split(' ')
    .slice(2)
    .filter((word) => word !== '--');
  if (words[0] === 'deploy') {
    const { apps } = await deployEnvironment(words[1]!, { reporter: async () => new PlainReporter(() => undefined) });
    const errors = apps.flatMap(({ error }) => error ?? []);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return;
  }
  await run(process.execPath, [join(root, 'tools/run.mjs'), ...words, '--yes'], { cwd: root, env: { ...process.env } });
}

async function leftToDo(ref: string): Promise<string[]> {
  const plans = await planEnvironment(ref);
  return plans.flatMap(({ planned: { app, result } }) =>
    result.kind === 'unchanged'
      ? []
      : [`${app} has something left to do: ${result.kind === 'failed' ? result.error : result.kind}`],
  );
}

/** RDS names its automated snapshots by their time, and deletes them with their server (RDS user guide, "Managing automated backups"). */
const isAutomatedSnapshot = (one: string) => one.includes(':snapshot:rds:');

/**
 * The resources that are in only one of the two lists. A restored server is in both, because its name and address stay
 * the same; its automated snapshots are not compared.
 */
export function differing(before: readonly string[], now: readonly string[]): string[] {
  const [had, has] = [before, now].map((all) => new Set(all.filter((one) => !isAutomatedSnapshot(one)))) as [
    Set<string>,
    Set<string>,
  ];
  return [
    ...[...has].filter((one) => !had.has(one)).map((one) => `${one} exists in addition`),
    ...[...had].filter((one) => !has.has(one)).map((one) => `${one} does not exist any more`),
  ];
}

/** Which promises of docs/recovery.md are not kept. */
export function broken(name: DisasterName, milliseconds: number, { atMostMinutes }: Lost): string[] {
  const { lostMinutes, backMinutes } = promises[name];
  const minutes = milliseconds / 60_000;
  return [
    ...(atMostMinutes > lostMinutes
      ? [`up to ${atMostMinutes} minutes may be lost, and ${lostMinutes} are promised`]
      : []),
    ...(minutes > backMinutes.commands
      ? [`it took ${minutes.toFixed(1)} minutes, and ${backMinutes.commands} are promised`]
      : []),
  ];
}
