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

/** Looks at an app that was deployed; gives one sentence, or throws with what is wrong. */
export type Verification = (isApplied: boolean) => Promise<string>;

/** How long AWS gets until everything is as it should be, and how often it is asked. Nothing takes long on the embedded AWS. */
const PATIENCE = {
  aws: { limitMs: 15 * 60_000, pauseMs: 10_000 },
  embedded: { limitMs: 15_000, pauseMs: 500 },
} as const;

/** What is asked of AWS: others in tests. */
export interface Questions {
  readonly looks: readonly Look[];
  readonly ringing: typeof ringing;
  readonly patience: { readonly limitMs: number; readonly pauseMs: number };
}

/**
 * Prepares to look at an app after its deploy: which of its alarms ring already. Those do not stop the deploy, or what makes them quiet could
 * never be deployed; but they do after a run that has failed, since they may ring because of that.
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

/** @throws if a plan right after the apply would change something: what was reviewed is then not what stands */
async function assertNothingLeft(app: App): Promise<void> {
  const left: Planned[] = [];
  if (!(await planToFile(app, { onPlanned: (one) => left.push(one) }))) return;
  const list = left.map(({ action, address }) => `- ${action} ${address}`).join('\n') || '- outputs only';
  throw new Error(
    `${app.name} of ${app.context.environment.name} was applied, and a plan right after that is not empty:\n${list}\n` +
      'AWS has made of it something else than what was planned, or something changes by itself: find out which, before it goes on.',
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
  // An alarm that was just made has had no data yet.
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
        `${name} of ${context.environment.name} is applied, but not well:\n${faults.map((fault) => `- ${fault}`).join('\n')}\n` +
          'What comes after it is not begun. When it is well, or a change is there that makes it well, run the same command again.',
      );
    }
    reporter.note(name, `waiting for: ${faults.join(', ')}`);
    await pause(patience.pauseMs);
  }
}
