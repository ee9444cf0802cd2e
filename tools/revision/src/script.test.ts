import { readRevision } from './index';
import { problemsOf } from './testing/problems';
import { sample, without, zipOf } from './testing/sample';

const where = 'appspec.yml:27: hooks.ApplicationStop[0].location "hooks/stop"';

it.each([
  ['', 'is empty: write what it should do, or remove it from the hook.'],
  [
    'echo stop\n',
    'does not begin with "#!" and an interpreter, so it is open what runs it: begin it with #!/bin/sh or the like.',
  ],
  [
    '\ufeff#!/bin/sh\n',
    'does not begin with "#!" and an interpreter, so it is open what runs it: begin it with #!/bin/sh or the like.',
  ],
  [
    '#!/bin/sh\r\nexit 0\r\n',
    'has lines that end with CR and LF, and Linux would look for an interpreter with a CR in its name: save it with LF.',
  ],
])('refuses the script %j', async (content, fault) => {
  expect(await problemsOf(() => readRevision(zipOf({ ...sample, 'hooks/stop': content })))).toEqual([
    `${where} ${fault}`,
  ]);
});

it.each(['#!/bin/sh', '#! /usr/bin/php -n\n<?php\n', '\x7fELF\u0002\u0001'])('takes the script %j', async (content) => {
  await expect(readRevision(zipOf({ ...sample, 'hooks/stop': content }))).resolves.toMatchObject({ files: 8 });
});

it('takes a script that is not executable, which the agent makes so', async () => {
  const script = { name: 'hooks/stop', content: '#!/bin/sh\n', mode: 0o100644 };
  await expect(readRevision(zipOf(without('hooks/stop'), [script]))).resolves.toMatchObject({ files: 8 });
});
