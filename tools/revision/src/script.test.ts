import { readRevision } from './index';
import { problemsOf } from './testing/problems';
import { sample, without, zipOf } from './testing/sample';

const where = 'appspec.yml:27: hooks.ApplicationStop[0].location "hooks/stop"';

it.each([
  ['MZ\0\0', 'is neither a text nor a program for Linux: name a script, or a program that was built for it.'],
  ['<?php\n', 'does not begin with "#!", so a shell would run it, and not PHP: begin it with #!/usr/bin/env php.'],
  [
    '\ufeff#!/bin/sh\n',
    'begins with a byte order mark, behind which Linux does not see its "#!": save it as UTF-8 without BOM.',
  ],
  [
    '#!/bin/sh\r\nexit 0\r\n',
    'has lines that end with CR and LF, and Linux would look for an interpreter with a CR in its name: save it with LF.',
  ],
  [
    'echo stop\r\n',
    'has lines that end with CR and LF, and the shell that runs it takes the CR for a part of each command: save it with LF.',
  ],
])('refuses the script %j', async (content, fault) => {
  expect(await problemsOf(() => readRevision(zipOf({ ...sample, 'hooks/stop': content })))).toEqual([
    `${where} ${fault}`,
  ]);
});

it.each(['', 'echo stop\n', ' #!/bin/sh\n', '#!/bin/sh', '#! /usr/bin/php -n\n<?php\n', '\x7fELF\u0002\u0001'])(
  'accepts the script %j',
  async (content) => {
    await expect(readRevision(zipOf({ ...sample, 'hooks/stop': content }))).resolves.toMatchObject({ files: 8 });
  },
);

it('accepts a script that is not executable, which the agent makes so', async () => {
  const script = { name: 'hooks/stop', content: '#!/bin/sh\n', mode: 0o100644 };
  await expect(readRevision(zipOf(without('hooks/stop'), [script]))).resolves.toMatchObject({ files: 8 });
});
