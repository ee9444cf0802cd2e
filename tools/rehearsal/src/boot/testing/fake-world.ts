/**
 * A world in which every machine and AWS give the answers of a test: for the tests of the faults that a check reports.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, type Role } from '@malinshopper/environments';
import { bootChecks } from '../checks';
import type { BootContext } from '../checks/check';

interface Ended {
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** The output of a script, or its end; with several, the next one each time, and the last from then on. */
type Answer = string | Ended | readonly (string | Ended)[];

export interface FakeWorld {
  /** By a part of the script. The first match is used; a script without a match succeeds and prints nothing. */
  readonly scripts?: Readonly<Record<string, Answer>>;
  /** AWS's answer to a command, by its input. @default - an empty answer */
  readonly aws?: (input: Readonly<Record<string, unknown>>) => object;
  /** In milliseconds. @default 0 */
  readonly firstServed?: number | Promise<number>;
}

const folder = mkdtempSync(join(tmpdir(), 'fake-world-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** All scripts that the machines of a world have run, in their order. */
export const given = new WeakMap<BootContext, string[]>();

export function fakeWorld({ scripts = {}, aws = () => ({}), firstServed = 0 }: FakeWorld): BootContext {
  const said: string[] = [];
  const left = new Map(Object.entries(scripts).map(([part, answer]) => [part, [answer].flat()]));
  const attempt = async (script: string) => {
    said.push(script);
    const answers = [...left].find(([part]) => script.includes(part))?.[1] ?? [''];
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? '';
    return { code: 0, stdout: '', stderr: '', ...(typeof answer === 'string' ? { stdout: answer } : answer) };
  };
  const rehearsed = (role: Role) => ({
    instance: { role, id: `i-${role}`, iamRole: { name: `role-${role}` }, userData: Buffer.from(role) },
    machine: {
      name: role,
      edge: { unknownNames: new Set() },
      try: attempt,
      run: async (script: string) => (await attempt(script)).stdout.trim(),
      write: async () => '',
      booted: async () => undefined,
      reboot: async () => undefined,
    },
    announce: () => undefined,
  });
  const client = { send: async ({ input }: { input: Record<string, unknown> }) => aws(input) };
  const world = {
    machines: {
      all: [rehearsed('web'), rehearsed('fetcher')],
      get: rehearsed,
      usersJob: async () => async () => undefined,
      folder,
      firstServed: Promise.resolve(firstServed),
    },
    clients: { autoScaling: client, cloudWatch: client, iam: client, s3: client, secrets: client },
    environment: environment('testing'),
    contentBucket: 'content',
    packageBucket: 'packages',
  } as unknown as BootContext;
  given.set(world, said);
  return world;
}

/** Runs one of the rehearsal's checks on a world. */
export const look = (subject: string, world: BootContext) =>
  bootChecks.find((check) => check.subject === subject)!.look(world);
