import type { Block, Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

/** What an attribute says, for a person: `multi_az is false`, `kms_key_id is not set`. */
export const said = (config: Block, attribute: string): string =>
  config[attribute] === undefined ? `${attribute} is not set` : `${attribute} is ${JSON.stringify(config[attribute])}`;

/** The check that an attribute of a resource is as it has to be: `must('multi_az', isTrue)`. */
export const must =
  (attribute: string, be: (value: unknown, resource: Resource, world: World) => boolean): Rule['check'] =>
  (resource, world) =>
    be(resource.config[attribute], resource, world) ? undefined : said(resource.config, attribute);
