import '@malinshopper/text/console';
import { basename } from 'node:path';
import { environment, type Environment } from '@malinshopper/environments';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import { Command } from 'commander';
import { openSession } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { unlock } from '../commands/unlock';
import { printCommandsFor } from '../commands/printed-commands';
import { readRecordOf } from '../record/deployment-record';
import { reviewKey } from '../review/key';
import { readLock } from '../state/lock';
import { parseState, readState } from '../state/state';
import { synthesize } from '../synth';
import { stateDifference } from './diff';
import { restore } from './restore';
import { historyText, listText, stateText } from './show';
import { namedVersion, stateVersions, versionText } from './versions';

printCommandsFor(process.env);

const program = new Command('npm run state --').description(
  'Shows the Terraform states of environments and their versions, and restores an earlier one.',
);

/** The project of an app. @throws if there is no such app */
function projectOf(app: string): string {
  const all = appRoots(repositoryRoot);
  const found = all.find((project) => basename(project) === app);
  if (found) return found;
  throw new Error(`Unknown app ${app}: the repository has ${all.map((project) => basename(project)).join(', ')}.`);
}

/** The states of apps of an environment, and a session for their bucket. */
async function statesOf(of: Environment, projects: readonly string[]) {
  const [synthesized, session] = await Promise.all([
    synthesize(of.ref, projects),
    openSession(chosenTarget(process.env), of),
  ]);
  return { session, states: [...synthesized.values()].map(({ configuration }) => configuration.state) };
}

async function stateOf(name: string, app: string) {
  const { session, states } = await statesOf(environment(name), [projectOf(app)]);
  return { session, state: states[0]! };
}

/** The number of versions that are read by default. */
const versions = 20;

program
  .command('list')
  .description('the states of environments: their resources, their last run, the holders of their locks')
  .argument('<environments...>')
  .action(async (names: string[]) => {
    const rows = new Map<string, Parameters<typeof listText>[0][number]>();
    for (const name of names) {
      const { session, states } = await statesOf(environment(name), appRoots(repositoryRoot));
      for (const state of states) {
        const [content, record, lock] = await Promise.all([
          readState(session.s3, state).catch((error: Error) => error.message),
          readRecordOf(session.s3, state),
          readLock(session, state),
        ]);
        rows.set(state.key, { key: state.key, state: content, record, lock });
      }
    }
    console.log(listText([...rows.values()], Date.now()));
  });

program
  .command('history')
  .description('the versions of a state, each with the run that wrote it')
  .argument('<environment>')
  .argument('<app>')
  .option('--all', `all versions, not only the newest ${versions}`)
  .action(async (name: string, app: string, { all }: { all?: boolean }) => {
    const { session, state } = await stateOf(name, app);
    const found = await stateVersions(session.s3, state, all ? Infinity : versions);
    console.log(found.length === 0 ? `${state.key} has no version: it was never written.` : historyText(found));
  });

program
  .command('show')
  .description('the resources of a state')
  .argument('<environment>')
  .argument('<app>')
  .argument('[version]', 'the id of a version, or serial:41 @default - the current one')
  .action(async (name: string, app: string, version?: string) => {
    const { session, state } = await stateOf(name, app);
    if (version !== undefined) {
      const { id } = namedVersion(await stateVersions(session.s3, state, Infinity), version, state);
      return console.log(stateText(parseState(await versionText(session.s3, state, id), state)));
    }
    const found = await readState(session.s3, state);
    console.log(found ? stateText(found) : `${state.key} does not exist.`);
  });

program
  .command('diff')
  .description('the differences between two versions of a state, without secrets')
  .argument('<environment>')
  .argument('<app>')
  .argument('<a>', 'the id of a version, or serial:41')
  .argument('<b>')
  .action(async (name: string, app: string, a: string, b: string) => {
    const { session, state } = await stateOf(name, app);
    const all = await stateVersions(session.s3, state, Infinity);
    const [before, after] = await Promise.all(
      [a, b].map((version) => versionText(session.s3, state, namedVersion(all, version, state).id)),
    );
    console.log(stateDifference(before!, after!, state, reviewKey(repositoryRoot)));
  });

program
  .command('restore')
  .description('restore an earlier version of a state, after a plan against a copy of it')
  .argument('<environment>')
  .argument('<app>')
  .argument('<version>', 'the id of a version, or serial:41')
  .option('--yes', 'do not ask')
  .action(async (name: string, app: string, version: string, { yes }: { yes?: boolean }) => {
    const onPlan = (text: string) => console.log(`Against a copy of version ${version}:\n${text}\n`);
    console.log(await restore(projectOf(app), environment(name), version, { yes, onPlan }));
  });

program
  .command('unlock')
  .description('release the lock on a state, after showing its holder, its age, and whether that process runs')
  .argument('<environment>')
  .argument('<app>')
  .option('--yes', 'do not ask')
  .action(async (name: string, app: string, { yes }: { yes?: boolean }) => {
    console.log(await unlock(projectOf(app), environment(name), { yes }));
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
