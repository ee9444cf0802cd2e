import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import fc from 'fast-check';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import {
  commandHere,
  deployCommand,
  nxCommand,
  printCommandsFor,
  rehearsalCommand,
  shellWord,
  terraformByHand,
} from './printed-commands';

afterEach(() => printCommandsFor({}));

/** The input of a command's program when a person copies it into a shell: some variables, and the arguments. */
function copied(command: string): string[] {
  const program = `printf '%s\\0' "$ENVIRONMENT" "$EMBEDDED_AWS" "$EMBEDDED_AWS_PORT" "$@"`;
  const script = `npx() { ${program}; }; npm() { ${program}; }\n${command}\n`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env['PATH'] } })
    .split('\0')
    .slice(0, -1);
}

/** Branches that git accepts, and that a shell would interpret. */
const branches = [
  "feature/it's",
  'feature/a;b',
  'feature/$(id)',
  'feature/a&b|c',
  'feature/`id`',
  'feature/<a>',
  'feature/支払い',
  'feature/"a"',
];

describe('a command that is printed', () => {
  test.each(['refs/heads/new-checkout', 'feature/checkout', ...branches])(
    'can be copied into a shell for %s',
    (gitRef) => {
      const { ref } = environment(gitRef);
      expect(copied(nxCommand('plan', 'network', ref, 'aws'))).toEqual([ref, '', '', 'nx', 'plan', 'network']);
      expect(copied(nxCommand('unlock', 'data', ref, 'embedded'))).toEqual([ref, 'on', '', 'nx', 'unlock', 'data']);
      expect(copied(deployCommand('data', ref, 'embedded'))).toEqual(['', '', '', 'start', '--', ref]);
      expect(copied(rehearsalCommand('run', 'destroy', '--', ref)).slice(3)).toEqual(['run', 'destroy', '--', ref]);
      expect(copied(commandHere('npm', 'run', 'release', '--', 'status', ref)).at(-1)).toBe(ref);
    },
  );

  test('runs Terraform by hand in a folder with any name, about any address', () => {
    const { context, folder } = fakeApp(fakeSession(fakeS3(new Map()).client), { script: 'pwd; printf "%s|" "$@"' });
    const path = join(folder.path, "ana's work (1) $HOME");
    mkdirSync(path);
    const command = terraformByHand({ context, folder: { ...folder, path } }, 'untaint', 'aws_subnet.own["a b"]');
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(
      `${realpathSync(path)}\nuntaint|aws_subnet.own["a b"]|`,
    );
  });

  test('names a long-lived environment by the configuration of nx', () => {
    expect(nxCommand('plan', 'network', 'staging', 'aws')).toBe('npx nx plan network -c staging');
    expect(deployCommand('network', 'staging', 'aws')).toBe('npx nx deploy network -c staging');
  });

  test('goes to the same AWS in another shell', () => {
    printCommandsFor({ EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: '4570' });
    expect(copied(commandHere('npm', 'stop'))).toEqual(['', 'on', '4570', 'stop']);
    expect(copied(rehearsalCommand('stop'))).toEqual(['', '', '4570', 'stop']);
    expect(copied(nxCommand('plan', 'data', 'testing', 'embedded')).slice(0, 3)).toEqual(['', 'on', '4570']);
    printCommandsFor({ EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: '4566' });
    expect(commandHere('npm', 'stop')).toBe('EMBEDDED_AWS=on npm stop');
    printCommandsFor({ EMBEDDED_AWS_PORT: '4570' });
    expect(commandHere('npm', 'stop')).toBe('npm stop');
  });
});

test('a word of a command is one word for a shell, and unchanged if nothing in it is special', () => {
  expect(['feature/checkout', 'refs/heads/a', 'i-1.zip'].map(shellWord)).toEqual([
    'feature/checkout',
    'refs/heads/a',
    'i-1.zip',
  ]);
  const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((each) => !/[\0\r]|\p{Surrogate}/u.test(each));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (words) => {
      expect(copied(`npm ${words.map(shellWord).join(' ')}`).slice(3)).toEqual(words);
    }),
    { numRuns: 20 },
  );
});
