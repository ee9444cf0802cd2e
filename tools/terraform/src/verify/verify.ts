import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../commands/app';
import type { Planned } from '../commands/recreated';
import { planToFile } from '../commands/terraform';
import { readIfThere } from '../files';
import { readRecordOf } from '../record/deployment-record';
import { isInterrupted } from '../run/interrupt';
import { parseJournal } from '../run/journal';
import { count, databases, groups, ringing, targets, type Health, type Look } from './health';
import { standing, type Standing } from './standing';

/** Checks an app after its deploy; returns one sentence, or throws with the faults. */
export type Verification = (isApplied: boolean) => Promise<string>;

/** The time that AWS gets until all is well, and the interval of the checks. Nothing takes long on the embedded AWS. */
const PATIENCE = {
  aws: { limitMs: 15 * 60_000, pauseMs: 10_000 },
  embedded: { limitMs: 15_000, pauseMs: 500 },
} as const;

/** The checks after an apply. Tests replace them. */
export interface Questions {
  readonly looks: readonly Look[];
  readonly ringing: typeof ringing;
  readonly patience: { readonly limitMs: number; readonly pauseMs: number };
}

/**
 * Prepares the check of an app after its deploy: finds its alarms that ring already. Those do not stop the deploy, or a change that silences them
 * could never be deployed; but they do after a failed run, which may have caused them.
 */
export async function verification(app: App, questions?: Partial<Questions>): Promise<Verification> {
  const { context, configuration } = app;
  const { session } = context;
  const asked = { looks: [groups, targets, databases], ringing, patience: PATIENCE[session.target.kind], ...questions };
  const record = await readRecordOf(session.s3, configuration.state);
  const before =
    record?.outcome === 'deployed' ? await asked.ringing(session, await standing(session, configuration.state)) : [];
  const known = new Set(before.map(({ arn }) => arn));
  return async (isApplied) => {
    app.reporter.phase(app.name, 'verify');
    if (isApplied) await assertNothingLeft(app);
    return healthy(app, asked, known);
  };
}

/** @throws if a plan right after the apply would change something: then the deployed resources differ from the reviewed ones */
async function assertNothingLeft(app: App): Promise<void> {
  const left: Planned[] = [];
  if (!(await planToFile(app, { onPlanned: (one) => left.push(one) }))) return;
  const list = left.map(({ action, address }) => `- ${action} ${address}`).join('\n') || '- outputs only';
  throw new Error(
    `${app.name} of ${app.context.environment.name} was applied, and a plan right after that is not empty:\n${list}\n` +
      'AWS has made resources that differ from the plan, or something changes by itself: find out which, before you go on.',
  );
}

async function healthy(
  app: App,
  { looks, ringing, patience }: Questions,
  before: ReadonlySet<string>,
): Promise<string> {
  const { context, configuration, folder, name, reporter } = app;
  const { session } = context;
  const all = await standing(session, configuration.state);
  // A new alarm has had no data yet.
  const { created } = parseJournal(readIfThere(folder.events) ?? '');
  const isNew = ({ address }: Standing) => created.some((one) => one.address.replace(/\[.*$/, '') === address);
  const alarms = all.filter(({ type }) => type.startsWith('aws_cloudwatch_'));
  const exempt = new Set([...before, ...alarms.filter(isNew).map(({ id }) => id)]);
  const quiet = async (): Promise<Health | undefined> => {
    const rings = await ringing(session, all);
    const later = rings.filter(({ arn }) => exempt.has(arn)).map((one) => one.name);
    const others = rings.filter(({ arn }) => !exempt.has(arn));
    const text = `${count({ length: alarms.length - later.length }, 'alarm')} quiet${later.length > 0 ? ` (not counted, they rang before or are new: ${later.join(', ')})` : ''}`;
    return alarms.length === 0
      ? undefined
      : { text, faults: others.map((one) => `alarm ${one.name} rings: ${one.why}`) };
  };
  const until = Date.now() + patience.limitMs;
  for (;;) {
    const found = (await Promise.all([...looks.map((look) => look(session, all)), quiet()])).flatMap(
      (one) => one ?? [],
    );
    const faults = found.flatMap((one) => one.faults);
    if (faults.length === 0) return found.map(({ text }) => text).join(', ');
    if (Date.now() >= until || isInterrupted()) {
      throw new Error(
        `${name} of ${context.environment.name} is applied, but not healthy:\n${faults.map((fault) => `- ${fault}`).join('\n')}\n` +
          'The apps and environments after it are not begun. When it is healthy, or a change exists that repairs it, run the same command again.',
      );
    }
    reporter.note(name, `waiting for: ${faults.join(', ')}`);
    await pause(patience.pauseMs);
  }
}
