import { environment } from '@malinshopper/environments';
import { keptState } from '@malinshopper/local-aws';
import {
  chosenTarget,
  commandHere,
  deployEnvironment,
  openSession,
  printCommandsFor,
  rehearsalCommand,
} from '@malinshopper/terraform';
import pc from 'picocolors';
import { checks } from '../checks/checks';
import { cliHint } from './cli-hint';
import { clientsOf } from '../clients';
import { timesTable } from './times';
import { keepWorld, newWorld, openWorld } from '../world';

export interface StartOptions {
  /** Begins with an empty embedded AWS. @default false */
  readonly fresh?: boolean;
  /** Plans also the apps that have not changed since their last deploy. @default false */
  readonly refresh?: boolean;
  /** The resources with data that may be destroyed and created again. @default - none */
  readonly recreate?: readonly string[];
}

/**
 * Deploys an environment on the embedded AWS, checks it through AWS's own APIs, and prints its addresses. The state of
 * the embedded AWS is then kept for its next start.
 */
export async function start(nameOrRef: string, options: StartOptions = {}): Promise<void> {
  const { fresh = false, refresh = false, recreate = [] } = options;
  printCommandsFor(process.env);
  const chosen = environment(nameOrRef);
  const { said } = await (fresh ? newWorld() : openWorld());
  console.log(said);
  console.log(`Deploying ${pc.bold(chosen.name)} into account ${chosen.account.id} (${chosen.account.name}) ...\n`);

  const result = await deployEnvironment(nameOrRef, { refresh, recreate });
  console.log(`\n${timesTable(result)}`);
  if (!result.ok) {
    for (const { error } of result.apps) if (error) console.error(`\n${error}`);
    throw new Error(
      `\n${chosen.name} is not deployed. The created resources stay; \`${rehearsalCommand('start', '--', chosen.ref)}\` continues from there.`,
    );
  }
  // Before the state is kept: credentials that a person has copied are valid after `npm stop`, too.
  const { clients: session } = await openSession(chosenTarget(), chosen);
  // A restored or running one that was not changed is kept already.
  const changed = result.apps.some(({ phases }) => phases.some(({ phase }) => phase === 'apply'));
  if (changed || !(await keptState())) await keepWorld();
  console.log('\nThe environment as AWS reports it:');
  const clients = await clientsOf(chosen);
  for (const { subject, look } of checks) {
    const fact = await look(clients, chosen).catch((error: Error) => {
      throw new Error(`  ${pc.red('✖')} ${subject}: ${error.message}`);
    });
    console.log(`  ${pc.green('✔')} ${subject.padEnd(20)} ${fact}`);
  }
  const next = [
    `${rehearsalCommand('start', ...(chosen.ref === 'testing' ? [] : ['--', chosen.ref]))} (changes nothing)`,
    rehearsalCommand('run', 'destroy', '--', chosen.ref),
    rehearsalCommand('stop'),
  ];
  console.log(`
${pc.bold('It is up')} (these names are answered by the embedded Route 53 only):
  web      https://${chosen.domain}
  static   https://static.${chosen.domain}

  AWS CLI:
    ${cliHint(session).join('\n    ')}
  Release:  ${commandHere('npm', 'run', 'release', '--', 'push', 'examples/web-app', chosen.ref)}
  Next:     ${next.join(', ')}`);
}
