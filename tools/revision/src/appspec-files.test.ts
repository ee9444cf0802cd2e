import { parseAppSpec } from './parse-appspec';
import { problemsOf } from './testing/problems';
import { withLine } from './testing/sample';

describe('refuses files:', () => {
  it.each<[line: string, replacement: string, problem: string]>([
    [
      '  - source: web',
      '  - sorce: web',
      '4: files[0] has the unknown key "sorce". Did you mean source? Allowed: source, destination. The agent would ignore it silently.',
    ],
    [
      '  - source: web',
      '  - source: 5',
      '4: files[0].source must be a text, but is the number 5. Put it into quotes if it is meant.',
    ],
    ['  - source: web', '  - source: [a]', '4: files[0].source must be a text, but is a list.'],
    [
      '  - source: web',
      '  - source: C:\\web',
      '4: files[0].source "C:\\\\web" begins with a drive letter: write it relative to the root of the revision.',
    ],
    [
      '  - source: web',
      '  - source: /../web',
      '4: files[0].source "/../web" climbs with "..": write the path without it.',
    ],
    ['  - source: web', '  - source: a\\b', '4: files[0].source "a\\\\b" contains a backslash: separate folders by /.'],
    [
      '  - source: web',
      '  - source: "a\\0b"',
      '4: files[0].source "a\\u0000b" contains a NUL character, at which system calls end a path: remove it.',
    ],
    [
      '  - source: web',
      '  - source: "a\\nb"',
      '4: files[0].source "a\\nb" contains a control character, and the agent records one path a line: remove it.',
    ],
    ['  - source: web', '  - source:', '4: files[0].source must be a text, but is blank.'],
    [
      '  - source: web',
      '  - source: web\n    overwrite: yes',
      '5: files[0] has the unknown key "overwrite", which the agent ignores. To replace existing files, write file_exists_behavior: OVERWRITE at the top of the file, beside version; it is for all files.',
    ],
    [
      '  - source: web',
      '  - source: web\n    file_exists_behavior: OVERWRITE',
      '5: files[0] has the unknown key "file_exists_behavior", which the agent ignores. Move it: write file_exists_behavior: DISALLOW, OVERWRITE or RETAIN at the top of the file, beside version; it is for all files.',
    ],
    [
      '  - source: web',
      '  - source: web\n    mode: 644',
      '5: files[0] has the unknown key "mode", which the agent ignores. Owner, group and mode of installed files belong to an entry of permissions, with their path as its object.',
    ],
    [
      '  - source: web',
      `  - source: ${'a'.repeat(256)}`,
      `4: files[0].source "${'a'.repeat(100)}..." has a name of more than 255 bytes, which is Linux' limit: shorten it.`,
    ],
    [
      '  - source: web',
      `  - source: ${'abc/'.repeat(300)}d`,
      `4: files[0].source "${'abc/'.repeat(25)}..." is longer than 1024 bytes, which is the limit: shorten it.`,
    ],
    [
      '    destination: /etc/malinshopper/',
      '    destination: /etc/../srv',
      '7: files[1].destination "/etc/../srv" climbs with "..": write the path without it.',
    ],
    [
      '  - source: web',
      '  - {source: web, destination: /a}\n  - {source: ./web, destination: /a/}\n  - source: web',
      '5: files[1] copies "web" to "/a", as line 4 does: remove one.',
    ],
  ])('%s becomes %s', async (line, replacement, problem) => {
    expect(await problemsOf(() => parseAppSpec(withLine(line, replacement)))).toContain(`appspec.yml:${problem}`);
  });
});
