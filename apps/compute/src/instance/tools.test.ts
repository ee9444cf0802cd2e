import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lines } from './boot-part';
import { machine, machinesDifferentBy, rendered } from '../testing/machine';
import { temporaryFolder } from '../testing/temporary-folder';
import { testWith, type Tool } from '../testing/tool';

const cloudInit: Tool = { name: 'cloud-init' };
const shellcheck: Tool = { name: 'shellcheck' };
const python: Tool = { name: 'python3' };
const php: Tool = { name: 'php' };
const logrotate: Tool = { name: 'logrotate' };

const folder = temporaryFolder();
const machines = machinesDifferentBy(({ text }) => text);

/** All texts for any machine, each distinct one once. */
const texts = new Map<string, string>();
for (const [, { files }] of machines) for (const { path, content } of files) texts.set(content, path);
const sources = join(__dirname, 'files');
for (const name of readdirSync(sources, { recursive: true, withFileTypes: true })) {
  if (!name.isFile()) continue;
  const content = readFileSync(join(name.parentPath, name.name), 'utf8');
  if (!texts.has(content)) texts.set(content, name.name);
}
const textsWith = (first: RegExp) =>
  [...texts].filter(([content]) => first.test(content)).map(([content, path]) => [path, content] as const);

describe('cloud-init', () => {
  for (const [name, { text }] of machines) {
    testWith(cloudInit, `accepts the user data of ${name}`, async (run) => {
      const { ok, output } = await run(['schema', '-c', folder.write('user-data', text)]);
      expect(output).toContain('Valid');
      expect(ok).toBe(true);
    });
  }

  testWith(cloudInit, 'refuses an invalid configuration', async (run) => {
    const wrong = '#cloud-config\nwrite_files:\n  - content: no path\n';
    expect((await run(['schema', '-c', folder.write('wrong', wrong)])).ok).toBe(false);
  });
});

describe('shellcheck', () => {
  const commands = machinesDifferentBy((each) => each.commands.join('\n'));
  const scripts = [
    ...textsWith(/^#!\/bin\/(ba)?sh/),
    ...commands.map(([name, each]) => [`the commands of ${name}`, lines('#!/bin/sh', ...each.commands)] as const),
  ];
  for (const [name, content] of scripts) {
    testWith(shellcheck, `passes ${name}`, async (run) => {
      expect(await run(['--external-sources', folder.write('script', content)])).toEqual({ ok: true, output: '' });
    });
  }

  testWith(shellcheck, 'reports an unquoted variable', async (run) => {
    expect((await run([folder.write('script', '#!/bin/sh\nrm -r $1/\n')])).output).toContain('SC2086');
  });
});

describe('python3', () => {
  const env = { PYTHONPYCACHEPREFIX: folder.path };
  for (const [name, content] of textsWith(/^#!\S*\/(env )?python3/)) {
    testWith(python, `compiles ${name}`, async (run) => {
      expect(await run(['-m', 'py_compile', folder.write('program', content)], env)).toEqual({ ok: true, output: '' });
    });
  }

  testWith(python, 'refuses a broken program', async (run) => {
    expect((await run(['-m', 'py_compile', folder.write('program', 'def broken(:\n')], env)).ok).toBe(false);
  });
});

describe('php', () => {
  for (const [name, content] of textsWith(/^<\?php/)) {
    testWith(php, `compiles ${name}`, async (run) => {
      expect((await run(['-l', folder.write('page.php', content)])).ok).toBe(true);
    });
  }

  testWith(php, 'refuses a broken program', async (run) => {
    expect((await run(['-l', folder.write('page.php', '<?php if (')])).ok).toBe(false);
  });
});

describe('logrotate', () => {
  testWith(logrotate, 'accepts the rotation of the logs', async (run) => {
    const text = machine('production', 'web').file('/etc/logrotate.d/malinshopper');
    const state = join(folder.path, 'logrotate-state');
    const { ok, output } = await run(['--debug', '--state', state, folder.write('logrotate.conf', text)]);
    expect(output).not.toMatch(/error/i);
    expect(ok).toBe(true);
  });

  testWith(logrotate, 'refuses an unknown word', async (run) => {
    const wrong = folder.write('logrotate.conf', '/var/log/x.log {\n  rotato 4\n}\n');
    expect((await run(['--debug', '--state', join(folder.path, 'state'), wrong])).output).toMatch(/error/i);
  });
});

test('the tools get the text that Terraform renders', () => {
  expect(rendered('a ${data.terraform_remote_state.data.outputs.host} $${b} %%{c} ${d}')).toBe(
    `a ${'x'.repeat(200)} \${b} %{c} \${d}`,
  );
});
