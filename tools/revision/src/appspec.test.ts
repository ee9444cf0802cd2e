import { parseAppSpec } from './parse-appspec';
import { problemsOf } from './testing/problems';
import { sampleAppSpec, withLine } from './testing/sample';

const minimal = 'version: 0.0\nos: linux\n';

it('reads everything that an AppSpec file can contain', () => {
  expect(parseAppSpec(sampleAppSpec)).toEqual({
    files: [
      { source: 'web', destination: '/var/www/malinshopper' },
      { source: 'config/app.ini', destination: '/etc/malinshopper' },
    ],
    fileExistsBehavior: 'OVERWRITE',
    permissions: [
      {
        object: '/var/www/malinshopper',
        pattern: '*.php',
        except: ['healthz.php'],
        owner: 'root',
        group: 'www-data',
        mode: '640',
        acls: ['u:deploy:rw', 'm::rw', 'g:adm:r', 'group:staff:r-x', 'backup:4', 'user:www-data:rwx'],
        type: ['file'],
      },
    ],
    hooks: {
      ApplicationStop: [{ location: 'hooks/stop', timeoutSeconds: 60 }],
      AfterInstall: [
        { location: './hooks/configure', timeoutSeconds: 120, runAs: 'www-data' },
        { location: 'hooks/warm', timeoutSeconds: 3600 },
      ],
      ValidateService: [{ location: 'hooks/validate', timeoutSeconds: 30 }],
    },
  });
});

it('needs nothing but version and os', () => {
  expect(parseAppSpec(minimal)).toEqual({ files: [], permissions: [], hooks: {} });
});

it('has the documented defaults for permissions', () => {
  expect(parseAppSpec(`${minimal}permissions:\n  - object: /srv\n`).permissions).toEqual([
    { object: '/srv', pattern: '**', except: [], type: ['file', 'directory'] },
  ]);
});

it.each(['/', '.', './'])('regards %p as the whole revision', (source) => {
  expect(parseAppSpec(`${minimal}files:\n  - source: ${source}\n    destination: /srv\n`).files).toEqual([
    { source: '/', destination: '/srv' },
  ]);
});

it.each(['\r\n', '\r'])('reads files with the line end %j', (lineEnd) => {
  expect(parseAppSpec(sampleAppSpec.replaceAll('\n', lineEnd))).toEqual(parseAppSpec(sampleAppSpec));
});

it('uses the given name of the file', async () => {
  expect(await problemsOf(() => parseAppSpec('', 'build/appspec.yml'))).toEqual([
    'build/appspec.yml: is empty. It needs at least "version: 0.0" and "os: linux".',
  ]);
});

it('reports all problems at once, by their lines', async () => {
  const text = 'version: 1\nos: linux\nhoks:\n  x: 1\nfiles:\n  - source: ../web\n    destination: srv\n';
  expect(await problemsOf(() => parseAppSpec(text))).toEqual([
    'appspec.yml:1: version must be 0.0, without quotes, but is the number 1.',
    'appspec.yml:3: The file has the unknown key "hoks". Did you mean hooks? Allowed: version, os, files, ' +
      'file_exists_behavior, permissions, hooks. The agent would ignore it silently.',
    'appspec.yml:6: files[0].source "../web" climbs with "..": write the path without it.',
    'appspec.yml:7: files[0].destination "srv" is relative: write the whole path on the instance, from / on.',
  ]);
});

describe('refuses sections:', () => {
  it.each<[line: string, replacement: string, problem: string]>([
    ['version: 0.0', 'version: "0.0"', '1: version must be 0.0, without quotes, but is the text "0.0".'],
    ['version: 0.0', '# version', '2: The file has no version, which is required: add it.'],
    ['os: linux', 'os: windows', '2: os must be linux, as all instances are, but is the text "windows".'],
    ['os: linux', 'os:', '2: os must be linux, as all instances are, but is blank.'],
    [
      'os: linux',
      'os: linux\nos: linux',
      '3: os is there twice: line 2 has it already, and the agent reads the last one only. Remove or merge one of them.',
    ],
    [
      'file_exists_behavior: OVERWRITE',
      'file_exists_behavior: overwrite',
      '8: file_exists_behavior is "overwrite". Did you mean OVERWRITE? Allowed: DISALLOW, OVERWRITE, RETAIN.',
    ],
  ])('%s becomes %s', async (line, replacement, problem) => {
    expect(await problemsOf(() => parseAppSpec(withLine(line, replacement)))).toContain(`appspec.yml:${problem}`);
  });
});

describe('refuses', () => {
  it.each<[name: string, text: string, problem: string]>([
    [
      'a list in the place of events',
      `${minimal}hooks: []\n`,
      ':3: hooks must be a mapping of BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, BeforeAllowTraffic, AfterAllowTraffic, but is an empty list.',
    ],
    [
      'a text in the place of a list',
      `${minimal}files: web\n`,
      ':3: files must be a list (lines that begin with "- "), but is the text "web".',
    ],
    [
      'a list of lists',
      `${minimal}files:\n  - - web\n`,
      ':4: files[0] must be a mapping of source, destination, but is a list.',
    ],
    [
      'a document that is a text',
      'appspec',
      ':1: The file must be a mapping of version, os, files, file_exists_behavior, permissions, hooks, but is the text "appspec".',
    ],
  ])('%s', async (_, text, problem) => {
    expect(await problemsOf(() => parseAppSpec(text))).toEqual([`appspec.yml${problem}`]);
  });
});
