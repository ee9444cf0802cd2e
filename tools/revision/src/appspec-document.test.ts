import { parseAppSpec } from './parse-appspec';
import { problemsOf } from './testing/problems';

const minimal = 'version: 0.0\nos: linux\n';

describe('refuses', () => {
  it.each<[name: string, text: string, problem: string]>([
    [
      'a tab',
      `${minimal}hooks:\n\tAfterInstall: 1\n`,
      ':4: has a tab in front of "AfterInstall: 1". YAML indents with spaces: replace the tab by spaces.',
    ],
    [
      'a control character',
      `${minimal}# \u0007\n`,
      ':3: has a control character in "# \\u0007", which YAML does not allow: remove it.',
    ],
    [
      'an open quote',
      'version: 0.0\nos: "linux\n',
      ':2: is not YAML: Missing closing "quote. The line is "os: \\"linux".',
    ],
    [
      'an unknown directive',
      '%YAML 7.0\n---\nversion: 0.0\nos: linux\n',
      ':1: is not YAML: Unsupported YAML version 7.0. The line is "%YAML 7.0".',
    ],
    [
      'a second document',
      `${minimal}---\n${minimal}`,
      ':3: begins a second document, and the agent reads only the first: remove the "---" between them.',
    ],
    [
      'an alias',
      'version: 0.0\nos: *v\n',
      ':2: has the alias "*v". The agent\'s YAML reader refuses aliases: write the value itself, and a text with a * in front in quotes.',
    ],
    [
      'a tag',
      'version: 0.0\nos: !ruby/object:File linux\n',
      ':2: has the tag "!ruby/object:File". The accepted tags depend on the agent\'s version of Ruby: write the value itself, a text in quotes.',
    ],
    ['a comment and nothing else', '# nothing\n', ': is empty. It needs at least "version: 0.0" and "os: linux".'],
    [
      'a long file',
      `${minimal}#${'x'.repeat(70_000)}\n`,
      ': has 70,025 bytes, and an AppSpec file may have 65,536 bytes. Move long texts into the scripts that it names.',
    ],
    [
      'brackets in brackets',
      `version: ${'['.repeat(50)}`,
      ':1: nests 50 levels deep here, and an AppSpec file has at most 12. Look for superfluous brackets or dashes.',
    ],
  ])('%s', async (_, text, problem) => {
    expect(await problemsOf(() => parseAppSpec(text))).toEqual([`appspec.yml${problem}`]);
  });
});

it('survives 64 KB of brackets, which end a process if the YAML reader gets them', async () => {
  for (const text of ['['.repeat(65_000), '- '.repeat(32_000), '? '.repeat(32_000), '{a: '.repeat(16_000)]) {
    expect((await problemsOf(() => parseAppSpec(text))).join()).toContain('levels deep here');
  }
});

it('shortens and escapes the received text', async () => {
  const [problem] = await problemsOf(() => parseAppSpec(`version: 0.0\nos: "\u202e${'x'.repeat(500)}"\n`));
  expect(problem).toBe(
    `appspec.yml:2: os must be linux, as all instances are, but is the text "\\u202e${'x'.repeat(99)}...".`,
  );
});
