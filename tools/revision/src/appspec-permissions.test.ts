import { parseAppSpec } from './parse-appspec';
import { problemsOf } from './testing/problems';
import { withLine } from './testing/sample';

describe('refuses permissions:', () => {
  it.each<[line: string, replacement: string, problem: string]>([
    [
      '    mode: 640',
      '    mode: 0640',
      '15: permissions[0].mode 0640 is another number to YAML, because of its 0 (416, which the agent takes for the mode): write "0640", in quotes.',
    ],
    [
      '    mode: 640',
      '    mode: u+x',
      '15: permissions[0].mode must be octal digits, at most four, as 644 or "0755", but is the text "u+x".',
    ],
    [
      '    mode: 640',
      '    mode: 648',
      '15: permissions[0].mode must be octal digits, at most four, as 644 or "0755", but is the number 648.',
    ],
    [
      '    owner: root',
      '    owner: 1000',
      '13: permissions[0].owner must be a text, but is the number 1000. Put it into quotes if it is meant.',
    ],
    [
      '    group: www-data',
      '    group: "www data"',
      '14: permissions[0].group is "www data", and that cannot be the name of a user or group: at most 32 letters, digits, "_", "." and "-", the first one a letter.',
    ],
    [
      '  - object: /var/www/malinshopper',
      '  - object: web',
      '10: permissions[0].object "web" is relative: write the whole path on the instance, from / on.',
    ],
    ['      - file', '      - link', '24: permissions[0].type[0] is "link". Allowed: file, directory.'],
    [
      '    except: [healthz.php]',
      '    except: healthz.php',
      '12: permissions[0].except must be a list (lines that begin with "- "), but is the text "healthz.php".',
    ],
    [
      '    group: www-data',
      '    context: {type: httpd_sys_content_t}',
      '14: permissions[0].context is for SELinux, which Ubuntu does not use: the agent finds no semanage there and fails. Remove it.',
    ],
  ])('%s becomes %s', async (line, replacement, problem) => {
    expect(await problemsOf(() => parseAppSpec(withLine(line, replacement)))).toContain(`appspec.yml:${problem}`);
  });
});
