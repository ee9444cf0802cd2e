import {
  changedSince,
  chosenTarget,
  deploy,
  openSession,
  stateBucketExists,
  synthesize,
  type ContextOptions,
} from '@malinshopper/terraform';
import { repositoryRoot } from '@malinshopper/synth';
import { environmentIn } from './account';
import { assertDelegated, hostedOn, type HostedOn } from './delegation';
import { nextInWords, stepsOfPeople } from './for-people';
import { makeLinkedRoles, missingRoles } from './linked-roles';
import { inWords, resourcesIn } from './made';
import { assertPreflight, type Preflight } from './preflight';
import { publishedBy } from './published';
import { unconfirmed } from './unconfirmed';

export interface BootstrapOptions extends Omit<ContextOptions, 'session'> {
  readonly preflight: Preflight;
  /** Asks the user for a confirmation before the printed resources are created. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** @default - standard output */
  readonly say?: (line: string) => void;
  /** Returns the name servers of a domain. @default - a query of the public DNS, or of Route 53 on the embedded AWS */
  readonly hostedOn?: HostedOn;
}

const project = 'apps/account';
/** A lease of a run that was killed on the real AWS ends after two minutes (tools/terraform, lease). */
const LEASE_WAIT_MS = 3 * 60_000;

/**
 * Prepares an empty AWS account for deploys from CI: it creates the bucket of the states and the app `account`. The next run completes one that was
 * interrupted, and a run on a complete account changes nothing.
 * @param name of the account, as environments/src/accounts.ts has it
 * @throws before anything is created, if the account is unknown, a check fails, or the person does not agree. Also if the deploy fails
 */
export async function bootstrap(name: string, options: BootstrapOptions): Promise<void> {
  const { root = repositoryRoot, variables, target = chosenTarget(variables), say = console.log } = options;
  const environment = environmentIn(name);
  const { account } = environment;
  const session = await openSession(target, environment);
  say(`Account ${account.name} (${account.id}), home region ${account.region}, as ${session.identity.arn}.\n`);
  const lines = await assertPreflight(account.name, options.preflight, say);

  const stacks = await synthesize(environment.ref, [project], { root });
  const synthesized = stacks.get('account')!;
  const { state } = synthesized.configuration;
  await stateBucketExists(session, state);
  const unseen = await assertDelegated(account, options.hostedOn ?? hostedOn(target));
  if (unseen.length > 0) say(`  ? the delegation of ${unseen.join(', ')}: no name server can be reached from here`);

  const found = await changedSince(session, synthesized, root);
  const roles = missingRoles(lines);
  if (found.state === 'unchanged' && roles.length === 0) {
    say(
      `\nThe account is complete: ${resourcesIn(synthesized.json)} resources, unchanged since ${found.record.at}. Nothing is created.`,
    );
  } else {
    const isBegun = found.record !== undefined;
    say(`\n${isBegun ? 'To be created, unless they exist' : 'To be created'}, in account ${account.id}:`);
    for (const name of roles) say(`  1 service-linked role    ${name}`);
    for (const line of inWords(synthesized.json)) say(line);
    if (!(await options.confirm(`${isBegun ? 'Complete' : 'Make'} this in ${account.name}?`))) {
      throw new Error('Nothing was created, because the answer was not yes. Without a terminal, add --yes.');
    }
    await makeLinkedRoles(session, roles);
    await deploy(project, environment, { root, target, session, variables, lease: { waitMs: LEASE_WAIT_MS } });
  }

  const facts = {
    ...(await publishedBy(session, state)),
    account,
    target: target.kind,
    unconfirmed: await unconfirmed(session, account),
  };
  say(`\n${account.name} exists: ${resourcesIn(synthesized.json)} resources, and CI can assume its roles.`);
  const steps = stepsOfPeople(facts);
  if (steps.length > 0) say('Steps of a person:');
  steps.forEach((step, index) => say(`  ${index + 1}. ${step}`));
  for (const line of nextInWords(facts)) say(line);
}
