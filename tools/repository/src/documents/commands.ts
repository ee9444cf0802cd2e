import { faultOfAwsCli } from './aws-cli';
import { programOf, type Declared, type Invocation } from './help';
import type { Repository } from './repository';
import type { Command } from './shell';

/** The result for a command: a fault, or a program of which the arguments have to be compared with its help. */
export interface Verdict {
  readonly fault?: string;
  readonly asks?: { readonly invocation: Invocation; readonly words: readonly string[] };
}

const good: Verdict = {};
const bad = (fault: string): Verdict => ({ fault });

/** Programs that are no part of this repository, and of which no argument is compared. */
const others = new Set([
  ...['cd', 'cloud-init', 'curl', 'df', 'exit', 'export', 'gh', 'git', 'hadoop', 'pip-compile', 'poweroff', 'publish'],
  ...['read', 'rm', 'sh', 'systemctl', 'unzip'],
]);
/** The targets that hand their options to tools/terraform. */
const ofTerraform = new Set(['plan', 'deploy', 'destroy', 'drift', 'unlock']);
/** The options of Nx and Jest that documents use. The value is `true` if the option has an argument. */
const nxOptions: Readonly<Record<string, boolean>> = { '-t': true, '-c': true, '--output-style': true };
const jestOptions = new Set(['--selectProjects', '--testPathPatterns', '--runTestsByPath', '-u']);

/** Judges a command by the facts of the repository. */
export async function judge({ variables, words }: Command, repository: Repository): Promise<Verdict> {
  const unknown = variables.map((one) => one.split('=')[0]!).find((name) => !repository.hasVariable(name));
  if (unknown) return bad(`no source names the variable ${unknown}.`);
  const [program = '', ...rest] = words;
  if (program === 'npm') return npm(rest, repository);
  if (program === 'npx') return npx(rest, repository);
  if (program === 'node') return repository.hasFile(rest[0] ?? '') ? good : bad(`there is no file ${rest[0]}.`);
  if (program === 'aws') {
    const fault = await faultOfAwsCli(rest);
    return fault ? bad(fault) : good;
  }
  return others.has(program) ? good : bad(`the program "${program}" is not known to this test (commands.ts).`);
}

function npm(words: readonly string[], { scripts }: Repository): Verdict {
  const [verb = '', ...rest] = words.filter((word) => word !== '--silent');
  if (verb === 'ci' && rest.length === 0) return good;
  const script = verb === 'run' ? rest.shift() : ['start', 'stop', 'test'].includes(verb) ? verb : undefined;
  if (script === undefined) return bad(`"npm ${verb}" is not known to this test.`);
  if (!scripts.has(script)) return bad(`package.json has no script "${script}".`);
  if (rest.length > 0 && rest[0] !== '--') return bad(`arguments of npm run ${script} stand behind "--".`);
  const asked = rest.slice(1);
  // They are not programs with options.
  if (['format', 'pictures'].includes(script))
    return asked.length === 0 ? good : bad(`npm run ${script} has no arguments.`);
  return { asks: { invocation: programOf(script), words: asked } };
}

function npx([program = '', ...words]: readonly string[], repository: Repository): Verdict {
  const [name = ''] = program.split('@');
  if (name === 'nx') return nx(words, repository);
  if (name === 'cdktf-cli') return good;
  if (!repository.hasBinary(name)) return bad(`npx finds no program "${name}".`);
  if (name === 'tsx') return repository.hasFile(words[0] ?? '') ? good : bad(`there is no file ${words[0]}.`);
  if (name !== 'jest') return good;
  const option = words.find((word) => word.startsWith('-') && !jestOptions.has(word));
  return option ? bad(`jest's option ${option} is not known to this test.`) : good;
}

function nx(words: readonly string[], { targets }: Repository): Verdict {
  const [verb = '', ...rest] = words;
  if (['graph', 'sync', 'show'].includes(verb)) return good;
  const { values, positional, others: own } = optionsOf(rest);
  const many = verb === 'run-many' || verb === 'affected';
  const target = many ? values.get('-t') : verb;
  const [project] = many ? [] : positional;
  if (!many && project === undefined) return bad(`nx ${verb} names no project.`);
  const any = project === undefined || project.startsWith('<');
  if (!any && !targets.has(project)) return bad(`Nx has no project "${project}".`);
  const projects = any ? [...targets.values()] : [targets.get(project)];
  const configurations = projects.flatMap((one) => one?.get(target ?? '') ?? []);
  if (configurations.length === 0) return bad(`no such project has the target "${target}".`);
  const environment = values.get('-c');
  if (environment && !environment.startsWith('<') && !configurations.some((one) => one.has(environment))) {
    return bad(`${target} has no configuration "${environment}".`);
  }
  if (own.length === 0) return good;
  if (!ofTerraform.has(target!)) return bad(`the target ${target} has no option ${own[0]}.`);
  return { asks: { invocation: { file: 'tools/terraform/src/cli.ts', words: [target!] }, words: own } };
}

function optionsOf(words: readonly string[]) {
  const values = new Map<string, string>();
  const positional: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [name = '', value] = words[at]!.split('=');
    if (nxOptions[name]) values.set(name, value ?? words[(at += 1)] ?? '');
    else if (name.startsWith('-')) others.push(name);
    else positional.push(name);
  }
  return { values, positional, others };
}

/** The sub-command that arguments begin with, if the program has sub-commands and the word is one. */
export const subCommandOf = ([first = '']: readonly string[], { commands }: Declared) =>
  commands.includes(first) ? first : undefined;

/** The fault of arguments: an option, or a sub-command, that the help does not declare. */
export function faultOfArguments(words: readonly string[], { options, commands }: Declared): string | undefined {
  const [first = ''] = words;
  const mustBeCommand = commands.length > 0 && commands.includes('help') && !first.startsWith('-') && first !== '';
  if (mustBeCommand && !first.startsWith('<')) return `has no sub-command "${first}". It has ${commands.join(', ')}.`;
  const unknown = words.map((word) => word.split('=')[0]!).find((word) => /^-/.test(word) && !options.includes(word));
  return unknown ? `has no option ${unknown}. It has ${options.join(', ')}.` : undefined;
}
