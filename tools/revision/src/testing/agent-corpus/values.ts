import { files, lines, located, permission, script, type Shape } from './shape';

export const sections: Shape[] = [
  { name: 'blank sections', text: lines('files:', 'permissions:', 'hooks:', 'file_exists_behavior:') },
  { name: 'empty lists', text: lines('files: []', 'permissions: []', 'hooks: {}') },
  { name: 'a blank event', text: lines('hooks:', '  BeforeInstall:', '  AfterInstall:', '    - location: a') },
  { name: 'an empty event', text: lines('hooks:', '  AfterInstall: []') },
  { name: 'a list in the place of events', text: lines('hooks: []'), agent: "undefined method `each_pair'" },
  {
    name: 'a script by its name alone',
    text: lines('hooks:', '  AfterInstall:', '    - hooks/one'),
    agent: "undefined method `has_key?'",
  },
  {
    name: 'a script without a list',
    text: lines('hooks:', '  AfterInstall:', '    location: a'),
    agent: "undefined method `has_key?'",
  },
  {
    name: 'files without a list',
    text: lines('files:', '  source: a', '  destination: /b'),
    agent: 'no implicit conversion of String',
  },
  { name: 'an unknown section', text: lines('description: our shop'), stricter: 'has the unknown key "description"' },
  { name: 'a section of Lambda', text: lines('Resources:', '  - f: {}'), stricter: 'It is for Lambda and ECS' },
  {
    name: 'events beside hooks',
    text: lines('hooks:', 'AfterInstall:', '  - location: a'),
    stricter: 'It belongs below hooks: indent it.',
  },
  {
    name: 'file_exists_behavior in small letters',
    text: lines('file_exists_behavior: overwrite'),
    agent: 'an invalid file_exists_behavior value (overwrite)',
  },
  {
    name: 'file_exists_behavior below files',
    text: `${files('/')}    file_exists_behavior: OVERWRITE\n`,
    stricter: 'OVERWRITE or RETAIN at the top',
  },
  {
    name: 'file_exists_behavior as an entry of files',
    text: `${files('/')}  - file_exists_behavior: OVERWRITE\n`,
    agent: 'no source file',
  },
  {
    name: 'overwrite below files',
    text: `${files('/')}    overwrite: yes\n`,
    stricter: 'write file_exists_behavior: OVERWRITE at the top',
  },
];

export const paths: Shape[] = [
  { name: 'slashes in front of sources', text: files('/assets') },
  { name: './ in front of sources', text: files('./assets/') },
  { name: 'slashes that are too many', text: files('//assets//a.css', '/srv//case//') },
  { name: 'a source that is nothing', text: files('""') },
  { name: 'a source that is blank', text: files(''), agent: 'no source file' },
  { name: 'a source that climbs', text: files('/../x'), stricter: 'climbs with ".."' },
  { name: 'a source with a space', text: files('my file') },
  { name: 'no destination', text: lines('files:', '  - source: a'), agent: 'only a source file (a)' },
  {
    name: 'a destination in the home folder',
    text: files('a', '~/case'),
    stricter: 'is relative: write the whole path',
  },
  {
    name: 'a destination with a variable',
    text: files('a', '$HOME/case'),
    stricter: 'is relative: write the whole path',
  },
  { name: 'a slash in front of a script', text: located('/hooks/one') },
  { name: 'a script in quotes with spaces around', text: located('" hooks/one "') },
  {
    name: 'a script behind a no-break space, which is no space to the agent',
    text: located('\u00a0hooks/one'),
    stricter: 'contains "\u00a0"',
  },
  {
    name: 'a script behind a byte order mark',
    text: located('\ufeffhooks/one'),
    stricter: 'contains "\\ufeff"',
  },
  { name: 'a script called 5', text: located('5') },
  { name: 'a script called 010', text: located('010'), stricter: 'Put it into quotes if it is meant.' },
  { name: 'a script called yes', text: located('yes'), stricter: 'Put it into quotes if it is meant.' },
  { name: 'a script called y', text: located('y') },
  { name: 'a script with a space', text: located('hooks/my script'), stricter: 'into a command line without quotes' },
  {
    name: 'a script with an argument',
    text: located('hooks/one $HOME'),
    stricter: 'into a command line without quotes',
  },
  { name: 'a script with brackets', text: located('hooks/one(1)'), stricter: 'into a command line without quotes' },
  { name: 'a script that is blank', text: located('""'), agent: 'a script with no location value' },
];

export const times: Shape[] = [
  { name: 'seconds in quotes', text: script('timeout: "300"') },
  { name: 'no seconds', text: script('timeout: 0'), agent: 'an invalid timeout value' },
  { name: 'seconds below 0', text: script('timeout: -5'), agent: 'an invalid timeout value' },
  {
    name: 'seconds behind a no-break space',
    text: script('timeout: \u00a0300'),
    agent: 'an invalid timeout value',
  },
  {
    name: 'a user behind a no-break space',
    text: script('runas: \u00a0root'),
    agent: 'su: user \u00a0root does not exist',
  },
  { name: 'a word for seconds', text: script('timeout: soon'), agent: 'an invalid timeout value' },
  { name: 'seconds that are blank', text: script('timeout:') },
  { name: 'minutes', text: script('timeout: 5 minutes'), stricter: 'must be a whole number of seconds' },
  { name: 'minutes and seconds', text: script('timeout: 1:00'), stricter: 'must be a whole number of seconds' },
  { name: 'seconds with a comma', text: script('timeout: 1,000'), stricter: 'must be a whole number of seconds' },
  { name: 'half a second', text: script('timeout: 0.5'), agent: 'an invalid timeout value' },
  { name: 'more than an hour', text: script('timeout: 7200'), stricter: 'the whole event may take 3600' },
  { name: 'yes for seconds', text: script('timeout: yes'), agent: "undefined method `to_i'" },
  { name: 'a blank user', text: script('runas:') },
  { name: 'a user with spaces around', text: script('runas: " ubuntu "') },
  { name: 'a user with more behind', text: script('runas: root; id'), stricter: 'cannot be the name of a user' },
  { name: 'sudo', text: script('sudo: true'), stricter: 'has the unknown key "sudo"' },
];

export const permissions: Shape[] = [
  { name: 'mode 755', text: permission('mode: 755') },
  { name: 'mode "0755"', text: permission('mode: "0755"') },
  { name: 'mode 4755', text: permission('mode: 4755') },
  { name: 'mode 0755', text: permission('mode: 0755'), agent: 'the permissions mode (493) in the application' },
  {
    name: 'mode 0644, which is 420',
    text: permission('mode: 0644'),
    stricter: '(420, which the agent takes for the mode)',
  },
  { name: 'mode 64', text: permission('mode: 64') },
  { name: 'mode 0o755', text: permission('mode: 0o755'), agent: 'the length of a permissions mode (0o755)' },
  { name: 'mode u+x', text: permission('mode: u+x'), agent: 'contains an invalid character (u)' },
  { name: 'a type without a list', text: permission('type: file'), agent: "undefined method `each'" },
  { name: 'a type in capitals', text: permission('type: [File]'), agent: 'an object type not supported' },
  { name: 'an exception without a list', text: permission('except: "*.sh"'), agent: "undefined method `each'" },
  { name: 'blank fields', text: permission('pattern:', 'except:', 'owner:', 'group:', 'mode:', 'acls:', 'type:') },
  { name: 'a pattern without quotes', text: permission('pattern: **'), agent: 'while scanning an alias' },
  { name: 'an acl without a list', text: permission('acls: u:mary:rw'), agent: "undefined method `each'" },
  { name: 'an acl of no user', text: permission('acls: ["u::rw"]'), agent: 'Use mode to set the base acl entry' },
  {
    name: 'an object that is relative',
    text: lines('permissions:', '  - object: web'),
    stricter: 'is relative: write the whole path',
  },
  { name: 'no object', text: lines('permissions:', '  - owner: root'), agent: 'has no object value' },
  { name: 'a context without a type', text: permission('context: {user: x}'), agent: 'an invalid context type' },
  {
    name: 'a context',
    text: permission('context: {type: t, range: s0}'),
    stricter: 'the agent finds no semanage there',
  },
];
