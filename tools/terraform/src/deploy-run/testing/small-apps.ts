import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { made, type SmallApp } from '../../testing/small-repository';

/** The file, relative to the work folder of an app, `.work/<target>/<environment>/<app>`: one file for all targets. */
const file = (owner: string, name: string) => `written-${owner}-${name}`;

/** A resource that writes its value each time Terraform makes it: two creations write it twice. */
const value = (name: string, input: string) =>
  made(`${name}/main`, {
    triggers_replace: input,
    provisioner: [{ 'local-exec': { command: `echo ${input} >> ../../../${file('ENVIRONMENT', name)}` } }],
  });

/** The value that an app of an environment has written last, and the number of times. */
export function written(root: string, name: string, owner: string): { value: string | undefined; times: number } {
  const lines = readFileSync(join(root, '.work', file(owner, name)), 'utf8')
    .trim()
    .split('\n');
  return { value: lines.at(-1), times: lines.length };
}

/** An app of one value, and more. The apps that it reads come before it. */
export const app = (
  name: string,
  input: string,
  reads: readonly string[],
  more: SmallApp['resource'] = {},
): SmallApp => ({
  reads,
  resource: { ...more, terraform_data: { main: value(name, input), ...more['terraform_data'] } },
});

/** A resource that is made after the value, by a command that takes some time, such as a second, in which a test can act. */
export const slow = (when: string, command = 'sleep 1') => ({
  terraform_data: {
    wait: made('data/wait', {
      triggers_replace: when,
      depends_on: ['terraform_data.main'],
      provisioner: [{ 'local-exec': { command } }],
    }),
  },
});

/** A resource that is made after the value, and only when the test permits it: `letGo`. */
export const held = (when: string) => slow(when, 'until [ -e ../../../let-go ]; do sleep 0.1; done');

/** Permits the creation of the held resources in all apps of the repository. */
export const letGo = (root: string) => writeFileSync(join(root, '.work', 'let-go'), '');
