import { faultOfArguments, judge, subCommandOf } from './commands';
import { declaredBy, parseHelp, type Declared, type Invocation } from './help';
import { readPage } from './page';
import { pagesOf } from './pages';
import { readRepository } from './repository';
import { commandsOf } from './shell';

const repository = readRepository();

/** The faults of the commands of pages: each program is asked for its help, then those of its sub-commands that are used. */
async function faultsOf(texts: ReadonlyMap<string, string> | undefined): Promise<string[]> {
  const pages = texts ? [...texts].map(([path, text]) => readPage(path, text)) : [...pagesOf().values()];
  const read = pages.map(commandsOf);
  const judged = await Promise.all(
    read
      .flatMap(({ commands }) => commands)
      .map(async (command) => ({ command, ...(await judge(command, repository)) })),
  );
  const named = judged.map(({ command: { page, line, words }, ...rest }) => ({
    place: `${page}:${line}: ${words.join(' ')}`,
    ...rest,
  }));
  const asked = named.flatMap(({ place, asks }) => (asks ? [{ place, ...asks }] : []));
  const helps = helpsOf(asked.map(({ invocation }) => invocation));
  const refined = asked.map(({ place, invocation, words }) => {
    const sub = subCommandOf(words, helps.get(keyOf(invocation))!);
    if (sub === undefined) return { place, invocation, words };
    return { place, invocation: { ...invocation, words: [...invocation.words, sub] }, words: words.slice(1) };
  });
  const all = new Map([
    ...helps,
    ...helpsOf(refined.map(({ invocation }) => invocation).filter((one) => !helps.has(keyOf(one)))),
  ]);
  return [
    ...read.flatMap(({ faults }) => faults),
    ...named.flatMap(({ place, fault }) => (fault ? [`${place}: ${fault}`] : [])),
    ...refined.flatMap(({ place, invocation, words }) => {
      const fault = faultOfArguments(words, all.get(keyOf(invocation))!);
      return fault ? [`${place}: the program ${fault}`] : [];
    }),
  ];
}

const keyOf = (invocation: Invocation) => JSON.stringify(invocation);

function helpsOf(invocations: readonly Invocation[]): Map<string, Declared> {
  const different = [...new Map(invocations.map((one) => [keyOf(one), one])).values()];
  const declared = declaredBy(different);
  return new Map(different.map((one, index) => [keyOf(one), declared[index]!]));
}

const block = (...lines: readonly string[]) => `\`\`\`console\n${lines.map((line) => `$ ${line}\n`).join('')}\`\`\`\n`;

describe('the commands of the documents', () => {
  it('exist, with their sub-commands and options', async () => {
    expect(await faultsOf(undefined)).toEqual([]);
  });

  it('are found in code spans, in sh blocks and behind the prompt of console blocks', () => {
    const text =
      'Run `npm start` or `EMBEDDED_AWS=on npx nx plan data`.\n\n```sh\nnpm test  # all\n```\n\n```console\n$ npm stop\nout\n```\n';
    const { commands, faults } = commandsOf(readPage('a.md', text));
    expect(faults).toEqual([]);
    expect(commands.map(({ line, variables, words }) => [line, variables, words.join(' ')])).toEqual([
      [1, [], 'npm start'],
      [1, ['EMBEDDED_AWS=on'], 'npx nx plan data'],
      [4, [], 'npm test'],
      [8, [], 'npm stop'],
    ]);
  });

  it('are split at operators and read without quotes, redirections and comments', () => {
    const line = `A=b gh auth token > calls.sh && sudo rm 'a b' 2>&1 | sh -c "$(git log)" # end`;
    const { commands } = commandsOf(readPage('a.md', block(line)));
    expect(commands.map(({ words }) => words.join(' '))).toEqual([
      'git log',
      'gh auth token',
      'rm a b',
      'sh -c <value>',
    ]);
  });
});

describe('a command', () => {
  it.each([
    ['npm run nothing', 'package.json has no script "nothing".'],
    ['npm run plan testing', 'arguments of npm run plan stand behind "--".'],
    ['npm outdated', '"npm outdated" is not known to this test.'],
    ['npm run release -- publish testing', 'the program has no sub-command "publish".'],
    ['npm run release -- deploy <revision> testing --too web', 'the program has no option --too.'],
    ['npm start -- --cold', 'the program has no option --cold.'],
    ['npm run format -- --all', 'npm run format has no arguments.'],
    ['npx nx plan shop -c testing', 'Nx has no project "shop".'],
    ['npx nx synth policy', 'no such project has the target "synth".'],
    ['npx nx plan data -c nowhere', 'plan has no configuration "nowhere".'],
    ['npx nx plan data --fast', 'the program has no option --fast.'],
    ['npx nx test data --fast', 'the target test has no option --fast.'],
    ['npx nx plan', 'nx plan names no project.'],
    ['npx nothing', 'npx finds no program "nothing".'],
    ['npx tsx tools/nothing.ts', 'there is no file tools/nothing.ts.'],
    ['npx jest --bail', "jest's option --bail is not known to this test."],
    ['node tools/nothing.mjs', 'there is no file tools/nothing.mjs.'],
    ['aws nothing list', '"nothing" is no service of the AWS CLI that this test knows.'],
    ['aws rds list-everything', '"list-everything" is no operation of rds.'],
    ['kubectl get pods', 'the program "kubectl" is not known to this test (commands.ts).'],
    ['NO_SUCH_VARIABLE=1 npm start', 'no source names the variable NO_SUCH_VARIABLE.'],
  ])('%s is a fault', async (command, fault) => {
    const faults = await faultsOf(new Map([['a.md', block(command)]]));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`a.md:2: ${command.replace('NO_SUCH_VARIABLE=1 ', '')}: ${fault}`);
  });

  it('in a block of an unknown kind is a fault', async () => {
    expect(await faultsOf(new Map([['a.md', '```\nnpm start\n```\n']]))).toEqual([
      'a.md:1: a block of the kind "". Write console, sh, or ts, php, diff, markdown, mermaid, text, yaml, json.',
    ]);
  });
});

it('the help of a program declares its options and sub-commands', () => {
  const help =
    'Usage: x [options]\n\nOptions:\n  --a <b>     use --c\n  -h, --help  help\n\nCommands:\n  push <p>    upload\n';
  expect(parseHelp(help)).toEqual({ options: ['--a', '-h', '--help'], commands: ['push'] });
});

it('a program without a help is refused by name', () => {
  expect(() => declaredBy([{ file: 'tools/nx-cdktf/src/project.ts', words: ['x'] }])).toThrow(
    'tools/nx-cdktf/src/project.ts x --help printed no usage. It printed: nothing',
  );
});
