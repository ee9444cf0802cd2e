import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { minimatch } from 'minimatch';

/** The inputs of a third-party action. */
export interface ActionCall {
  readonly with: Readonly<Record<string, string>>;
  /** All variables that the step has. */
  readonly env: Readonly<Record<string, string>>;
  readonly workspace: string;
}

/** A stand-in of an action: the variables that it sets for later steps. It fails as a step by throwing. */
export type Action = (call: ActionCall) => Promise<Record<string, string>> | Record<string, string>;

/**
 * `actions/checkout`: a clone with the requested depth of history. If the machine has one of an earlier job, only git's own folder stays of that job,
 * and new commits are fetched (its README: `clean`, and `fetch-depth`).
 */
export function checkout(origin: string): Action {
  return ({ with: { 'fetch-depth': depth = '1' }, workspace }) => {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
    const here = (...args: string[]) => git('-C', workspace, ...args);
    const shallow = depth === '0' ? [] : [`--depth=${depth}`];
    if (!existsSync(join(workspace, '.git'))) {
      git('clone', '--quiet', ...shallow, pathToFileURL(origin).href, workspace);
      return {};
    }
    here('clean', '-ffdx', '--quiet');
    const whole = depth === '0' && here('rev-parse', '--is-shallow-repository') === 'true' ? ['--unshallow'] : [];
    here('fetch', '--quiet', ...shallow, ...whole);
    here('reset', '--quiet', '--hard', '@{upstream}');
    return {};
  };
}

/**
 * `aws-actions/configure-aws-credentials`, the part that needs no access key (its README, "OIDC"): it requests a token of
 * the job from GitHub, and a session from STS.
 * @param endpoint returns the endpoint of STS for the variables of a job
 */
export function configureAwsCredentials(endpoint: (env: ActionCall['env']) => string): Action {
  return async ({ with: given, env }) => {
    const { 'role-to-assume': role = '', 'role-session-name': session = '', 'aws-region': region = '' } = given;
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = env;
    // The message of @actions/core, getIDToken.
    if (!url || !secret) throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
    const answer = await fetch(`${url}&audience=sts.amazonaws.com`, { headers: { authorization: `Bearer ${secret}` } });
    const { value } = (await answer.json()) as { value: string };
    const form = { RoleArn: role, RoleSessionName: session, WebIdentityToken: value };
    const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', ...form });
    const said = await (await fetch(endpoint(env), { method: 'POST', body })).text();
    const of = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(said)?.[1] ?? '';
    if (of('AccessKeyId') === '') throw new Error(`Could not assume role with OIDC: ${of('Code')}: ${of('Message')}`);
    return {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: of('AccessKeyId'),
      AWS_SECRET_ACCESS_KEY: of('SecretAccessKey'),
      AWS_SESSION_TOKEN: of('SessionToken'),
    };
  };
}

/**
 * `actions/upload-artifact` and `actions/download-artifact`, as far as jobs of one run pass folders to each other: each artefact is downloaded into a
 * folder of its own (README of the latter, `merge-multiple`).
 * @param kept the folder with the artefacts of the run
 */
export function artefacts(
  kept: string,
): Readonly<Record<'actions/upload-artifact' | 'actions/download-artifact', Action>> {
  return {
    'actions/upload-artifact': ({ with: { name = 'artifact', path = '', overwrite }, workspace }) => {
      const to = join(kept, name);
      if (existsSync(to) && overwrite !== 'true')
        throw new Error(`Conflict: an artifact with the name ${name} exists.`);
      rmSync(to, { recursive: true, force: true });
      // `if-no-files-found` is a warning by default.
      if (existsSync(join(workspace, path))) cpSync(join(workspace, path), to, { recursive: true });
      return {};
    },
    'actions/download-artifact': ({ with: { pattern = '', path = '' }, workspace }) => {
      for (const name of existsSync(kept) ? readdirSync(kept) : []) {
        if (minimatch(name, pattern)) cpSync(join(kept, name), join(workspace, path, name), { recursive: true });
      }
      return {};
    },
  };
}

/** An action that is not needed here: Node is installed, and nothing is cached. */
export const nothing: Action = () => ({});
