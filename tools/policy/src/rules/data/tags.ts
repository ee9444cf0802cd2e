import { teams, type Team } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { tagFault, tagsIn } from './tag-texts';

/** What every resource has to say of itself: by it costs are divided, leftovers found, and people asked. */
function wanted({ app }: Resource, { environment: { name, account } }: World): Readonly<Record<string, string>> {
  const [team = ''] = Object.entries<Team>(teams).find(([, of]) => of.app === app) ?? [];
  const whose: Record<string, string> = app === 'account' ? { Account: account.name } : { Environment: name };
  return { Project: 'malinshopper', App: app, Team: team, ManagedBy: 'cdktf', ...whose };
}

export const tagRules: readonly Rule[] = [
  {
    id: 'MAL_TAG_1',
    title: 'Every resource says of which project, app, team and environment it is',
    severity: 'medium',
    why: 'Without it nobody knows whom to ask, what it costs whom, and whether it may go',
    fix: 'Make it in an EnvironmentStack or AccountStack (libs/stack), and give it no tag of these names',
    types: [],
    about: ({ type }) => type.startsWith('aws_'),
    check: (resource, world) => {
      const tags: Readonly<Record<string, string>> = { ...resource.providerTags, ...resource.config['tags'] };
      const wrong = Object.entries(wanted(resource, world)).find(([name, value]) => tags[name] !== value);
      return wrong && `${wrong[0]} is ${tags[wrong[0]] ?? 'not set'} in the place of ${wrong[1]}`;
    },
  },
  {
    id: 'MAL_TAG_2',
    title: 'Every tag holds only what all services of AWS take in one',
    severity: 'high',
    why: 'No plan finds it out: EC2 takes it, and RDS, Route 53, IAM or a load balancer stops the deploy half-way',
    fix: 'Write it with letters, digits, spaces and _.:/=+-@',
    types: [],
    about: ({ type }) => type.startsWith('aws_'),
    check: ({ config, providerTags }) => {
      const all = [...Object.entries(providerTags), ...tagsIn(config)];
      return all.map(([key, value]) => tagFault(key, value)).find((fault) => fault !== undefined);
    },
  },
];
