import { isObject } from '@malinshopper/synthesized';
import type { Changeable } from '../../testing/mutation';
import type { Documents } from '../../worlds';
import { identities } from '../identities';
import { ignored } from '../ignored';

type Config = Record<string, Changeable>;

/** A resource of an environment, from the JSON. */
interface Subject {
  readonly app: string;
  readonly type: string;
  readonly id: string;
  readonly config: Config;
}

/** A change that hides a resource or a part of it from the rules, and the rule that has to report it. */
export interface Generated extends Omit<Subject, 'config'> {
  readonly what: string;
  readonly rule: string;
  /** The place of the finding. @default - the resource's own address */
  readonly at?: string;
  /** A text in the finding. */
  readonly says: string;
  /** Changes the JSON of the app. */
  readonly change: (config: Config, byId: Config, document: Changeable) => void;
}

const subjectsIn = ({ own }: Documents): Subject[] =>
  [...own].flatMap(([app, document]) =>
    Object.entries((document as { resource: Record<string, Record<string, Config>> }).resource).flatMap(
      ([type, byId]) => Object.entries(byId).map(([id, config]) => ({ app, type, id, config })),
    ),
  );

const meta = new Set(['//', 'lifecycle', 'depends_on', 'provider']);
const attributesOf = ({ config }: Subject) => Object.keys(config).filter((name) => !meta.has(name));
const isBlock = (value: unknown) =>
  isObject(Array.isArray(value) ? value[0] : value) && JSON.stringify(value) !== '[{}]';
/** Blocks, without maps: the keys of a map are free. */
const blocksOf = (subject: Subject) =>
  attributesOf(subject).filter(
    (name) => isBlock(subject.config[name]) && !/^(tags|dimensions|input|triggers_replace)$/.test(name),
  );

/** A change that can hide every resource. */
type Way = Pick<Generated, 'what' | 'rule' | 'says' | 'change'> & Pick<Partial<Generated>, 'at'>;

const set = (what: string, rule: string, says: string, name: string, value: unknown): Way => ({
  ...{ what, rule, says },
  change: (config) => (config[name] = value),
});

const ofAll: readonly Way[] = [
  set('count = 0', 'MAL_WORLD_6', 'has count', 'count', 0),
  set('for_each = {}', 'MAL_WORLD_6', 'has for_each', 'for_each', {}),
  set('for_each of an expression', 'MAL_WORLD_6', 'has for_each', 'for_each', '${toset([])}'),
  set('a provisioner', 'MAL_WORLD_6', 'has provisioner', 'provisioner', [{ 'local-exec': { command: 'id' } }]),
  set('a connection', 'MAL_WORLD_6', 'has connection', 'connection', { host: 'example.com' }),
  set('another provider', 'MAL_WORLD_6', 'provider is', 'provider', 'aws.elsewhere'),
  set('ignore_changes = all', 'MAL_WORLD_6', 'has all', 'lifecycle', { ignore_changes: 'all' }),
  set('a lifecycle of an expression', 'MAL_WORLD_6', 'lifecycle is not one block', 'lifecycle', '${local.lifecycle}'),
  set('an attribute that no row has', 'MAL_WORLD_7', 'made_up', 'made_up', true),
];

const dynamic = (name: string): Way => ({
  ...{ what: `${name} is dynamic`, rule: 'MAL_WORLD_6', says: 'has dynamic' },
  change(config) {
    config['dynamic'] = { [name]: { for_each: [1], content: config[name] as unknown } };
    delete config[name];
  },
});
const inside = (name: string): Way => ({
  ...{ what: `${name} has dynamic blocks`, rule: 'MAL_WORLD_7', says: `${name}.dynamic` },
  change(config) {
    const block: Config = Array.isArray(config[name]) ? config[name][0] : config[name];
    block['dynamic'] = { made_up: { for_each: [1], content: { made_up: true } } };
  },
});
const ignores = (name: string): Way => ({
  ...{ what: `changes of ${name} are ignored`, rule: 'MAL_WORLD_6', says: `has ${name}` },
  change: (config) => (config['lifecycle'] = { ...config['lifecycle'], ignore_changes: [name] }),
});
const evaluated = (name: string): Way =>
  set(`${name} is an expression`, 'MAL_WORLD_7', name, name, `\${try(local.${name}, null)}`);

const asList = ({ type, id }: Subject): Way => ({
  ...{ what: 'it is a list', rule: 'MAL_WORLD_5', says: 'form of a resource', at: `resource.${type}.${id}` },
  change: (config, byId) => (byId[id] = [config]),
});
const aroundIt = ({ type, id }: Subject): Way => ({
  ...{ what: 'a module is around it', rule: 'MAL_WORLD_5', says: 'a block "module"', at: `module.${type}_${id}` },
  change(config, byId, document) {
    document.module = { ...document.module, [`${type}_${id}`]: { source: './around', ...config } };
    delete byId[id];
  },
});
const twin = ({ app, type, id }: Subject): Way => ({
  ...{ what: 'there is a second one', rule: 'MAL_WORLD_8', says: 'sets the same as', at: `${type}.${id}_again` },
  change(config, byId) {
    byId[`${id}_again`] = { ...config, '//': { metadata: { path: `${app}/${type}/${id}/again` } } };
  },
});

function waysOf(subject: Subject): Way[] {
  const attributes = attributesOf(subject);
  return [
    ...ofAll,
    asList(subject),
    aroundIt(subject),
    ...(identities[subject.type] === undefined ? [] : [twin(subject)]),
    ...blocksOf(subject).flatMap((name) => [dynamic(name), inside(name)]),
    ...attributes.filter((name) => ignored[subject.type]?.[name] === undefined).map(ignores),
    ...attributes.map(evaluated),
  ];
}

/**
 * Every change that hides a resource of an environment, in rounds: a round has at most one change for each resource.
 */
export function generatedRounds(documents: Documents): Generated[][] {
  const rounds: Generated[][] = [];
  for (const subject of subjectsIn(documents)) {
    const { app, type, id } = subject;
    waysOf(subject).forEach((way, round) => (rounds[round] ??= []).push({ app, type, id, ...way }));
  }
  return rounds;
}

/** The same environment with these changes. */
export function generatedIn(documents: Documents, changes: readonly Generated[]): Documents {
  const own = new Map(documents.own);
  for (const app of new Set(changes.map((each) => each.app))) {
    const document = structuredClone(own.get(app)) as { resource: Record<string, Config> };
    for (const { type, id, change } of changes.filter((each) => each.app === app)) {
      const byId = document.resource[type]!;
      change(byId[id] as Config, byId, document);
    }
    own.set(app, document);
  }
  return { ...documents, own };
}
