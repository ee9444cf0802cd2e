import { parseAppSpec } from './parse-appspec';
import { problemsOf } from './testing/problems';
import { withLine } from './testing/sample';

describe('refuses hooks:', () => {
  it.each<[line: string, replacement: string, problem: string]>([
    [
      '    - location: hooks/stop',
      '    - timeout: 5',
      '27: hooks.ApplicationStop[0] has no location, which is required: add it.',
    ],
    [
      '    - location: hooks/stop',
      '    - location: hooks/../stop',
      '27: hooks.ApplicationStop[0].location "hooks/../stop" climbs with "..": write the path without it.',
    ],
    [
      '      timeout: 60',
      '      timeout: 0',
      '28: hooks.ApplicationStop[0].timeout must be a whole number of seconds above 0, but is the number 0.',
    ],
    [
      '      timeout: 60',
      '      timeout: 1.5',
      '28: hooks.ApplicationStop[0].timeout must be a whole number of seconds above 0, but is the number 1.5.',
    ],
    [
      '      timeout: 60',
      '      timeout: 1:00',
      '28: hooks.ApplicationStop[0].timeout must be a whole number of seconds above 0, but is the number 1:00.',
    ],
    [
      '      timeout: 120',
      '      timeout: 3601',
      '29: hooks.AfterInstall: the timeouts of its scripts add up to 3601 seconds, and the whole event may take 3600. Shorten them.',
    ],
    [
      '    - location: hooks/warm',
      '    - location: hooks/warm\n      timeout: 3481',
      '29: hooks.AfterInstall: the timeouts of its scripts add up to 3601 seconds, and the whole event may take 3600. Shorten them.',
    ],
    [
      '    - location: hooks/stop',
      '    - location: hooks/stop it',
      '27: hooks.ApplicationStop[0].location "hooks/stop it" contains " ", and the agent puts the path into a command line without quotes: rename the file.',
    ],
    [
      '    - location: hooks/stop',
      '    - location: "  "',
      '27: hooks.ApplicationStop[0].location must be a text, but contains spaces only.',
    ],
    [
      '      timeout: 60',
      '      user: www-data',
      '28: hooks.ApplicationStop[0] has the unknown key "user", which the agent ignores. The user is written runas.',
    ],
    [
      '      runas: www-data',
      '      runas: "root; id"',
      '32: hooks.AfterInstall[0].runas is "root; id", and that cannot be the name of a user or group: at most 32 letters, digits, "_", "." and "-", the first one a letter.',
    ],
    [
      '  AfterInstall:',
      '  AfterInstal:',
      '29: hooks has the unknown key "AfterInstal". Did you mean AfterInstall? Allowed: BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, BeforeAllowTraffic, AfterAllowTraffic.',
    ],
    [
      '  AfterInstall:',
      '  Install:',
      '29: hooks.Install is reserved for CodeDeploy, no script can run in it. Scripts may run in: BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, BeforeAllowTraffic, AfterAllowTraffic.',
    ],
    [
      '  AfterInstall:',
      '  ? [a, b]\n  :',
      '29: hooks has a key that is not a text: its keys are BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, BeforeAllowTraffic, AfterAllowTraffic.',
    ],
  ])('%s becomes %s', async (line, replacement, problem) => {
    expect(await problemsOf(() => parseAppSpec(withLine(line, replacement)))).toContain(`appspec.yml:${problem}`);
  });
});
