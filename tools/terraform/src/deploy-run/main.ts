import '@malinshopper/text/console';
import { minutes } from '@malinshopper/text/minutes';
import { Command } from 'commander';
import pc from 'picocolors';
import { printCommandsFor } from '../commands/printed-commands';
import { endThrough } from './end';
import { repositoryRoot } from '@malinshopper/synth';
import { givenPath } from '../paths';
import { reviewInBucket } from '../review/bucket';
import { readReviewed } from '../review/reviewed';
import { recover } from './recover';
import { report } from './report';
import { deployThrough } from './through';

interface Flags {
  readonly app?: readonly string[];
  readonly recreate?: readonly string[];
  readonly run?: string;
  readonly wait?: number;
  readonly end?: boolean;
  readonly reviewed?: string | true;
  readonly recover?: boolean;
  readonly refresh?: boolean;
}

printCommandsFor(process.env);

const one = (word: string, others: readonly string[] = []) => [...others, word];

const program = new Command('npm run deploy --')
  .description(
    'Carries the commit of this folder through environments, each only after the one before has ended well. Apps without changes are left alone.',
  )
  .argument('<environments...>', 'in their order: testing staging production, or a branch such as feature/checkout')
  .option(
    '--app <name>',
    'only this app, for a job with the permissions of its team; repeat the option for another one',
    one,
  )
  .option('--run <id>', 'the run that this job is part of: no other run deploys between its jobs')
  .option('--end', 'the last job of a run: releases the environment, and fails if an app is still to be deployed')
  .option(
    '--recover',
    'after a deploy of --app that has failed on this machine: writes the state that it could not write, and releases its lock',
  )
  .option(
    '--wait <minutes>',
    'wait up to this many minutes for another deploy; without it, this one is refused',
    minutes,
  )
  .option('--refresh', 'plan also apps without changes since their last deploy: reverts drift')
  .option(
    '--recreate <address>',
    'a resource with data that may be destroyed and made again; repeat the option for another one',
    one,
  )
  .option(
    '--reviewed [file]',
    'deploy only the reviewed plan: that of this record (npm run plan -- --review), or without a file that of CI in the state bucket',
  )
  .action(async (names: string[], { app, run, wait, end, recover: recovers, recreate, reviewed, refresh }: Flags) => {
    if (end) return ended(names, run);
    if (recovers) return recovered(names, app ?? [undefined], run);
    const way = await deployThrough(names, {
      apps: app,
      run,
      waitMs: (wait ?? 0) * 60_000,
      ...(recreate && { recreate }),
      ...(refresh && { refresh }),
      ...(reviewed !== undefined && { reviewed: sourceOf(reviewed) }),
      onEnvironment: ({ name, account }) => console.log(`Deploying ${pc.bold(name)} in ${account.name} ...\n`),
    });
    console.log(`\n${report(way)}`);
    if (!way.ok) process.exitCode = 1;
  });

const sourceOf = (reviewed: string | true) =>
  reviewed === true ? reviewInBucket : readReviewed(givenPath(reviewed), repositoryRoot);

async function ended(names: readonly string[], run: string | undefined): Promise<void> {
  for (const name of names) {
    const left = await endThrough(name, run);
    if (left.size === 0) console.log(`${name} is deployed.`);
    for (const [app, why] of left) console.error(`${name}: ${app} is not deployed at this commit: ${why}.`);
    if (left.size > 0) process.exitCode = 1;
  }
}

async function recovered(names: readonly string[], apps: readonly (string | undefined)[], run?: string): Promise<void> {
  for (const name of names) for (const app of apps) console.log(await recover(name, app, { run }));
}

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
