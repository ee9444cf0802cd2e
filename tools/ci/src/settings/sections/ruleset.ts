import type { components } from '@octokit/openapi-types';
import type { RepositoryName } from '../desired';
import { section, type Fields, type Found, type Section, type Value } from '../section';

type Ruleset = components['schemas']['repository-ruleset'];

interface FoundRuleset extends Found {
  readonly id: number;
}

/** The app on GitHub that reports the checks of workflows: no other app may report one in its name. */
const gitHubActions = 15368;

/** The rules of the branch that is deployed (GitHub REST API, "Rules"). No person and no team can bypass them. */
function rulesetOf(checks: readonly string[]) {
  return {
    name: 'main',
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        parameters: {
          allowed_merge_methods: ['merge', 'squash', 'rebase'],
          required_approving_review_count: 1,
          require_code_owner_review: true,
          // Without this setting, the last push could come after the review, or from the reviewer.
          require_last_push_approval: true,
          dismiss_stale_reviews_on_push: true,
          required_review_thread_resolution: true,
        },
      },
      {
        type: 'required_status_checks',
        parameters: {
          // With this setting, the reviewed plan belongs to the present state of the branch.
          strict_required_status_checks_policy: true,
          do_not_enforce_on_create: false,
          required_status_checks: checks.map((context) => ({ context, integration_id: gitHubActions })),
        },
      },
    ],
  } satisfies Omit<Ruleset, 'id' | 'source'>;
}

/** The rulesets of the repository itself for branches. */
export function rulesetSection(where: RepositoryName, checks: readonly string[]): Section {
  const wanted = rulesetOf(checks);
  return section<FoundRuleset>({
    what: `rulesets of ${where.owner}/${where.repo}`,
    needs: 'Metadata: read',
    source: 'tools/ci/src/settings/sections/ruleset.ts',
    wanted: new Map([[`ruleset ${wanted.name}`, { ...fieldsOf(wanted), bypass_actors: [] }]]),
    read: async (github) => {
      const path = 'GET /repos/{owner}/{repo}/rulesets';
      const listed = await github.paginate(path, {
        ...where,
        includes_parents: false,
        targets: 'branch',
        per_page: 100,
      });
      const found = listed.map(async ({ id, name }): Promise<[string, FoundRuleset]> => {
        const { data } = await github.request(`${path}/{ruleset_id}`, { ...where, ruleset_id: id });
        return [`ruleset ${name}`, { id, ...withBypass(data) }];
      });
      return new Map(await Promise.all(found));
    },
    calls: (_name, found) => {
      const path = `repos/${where.owner}/${where.repo}/rulesets`;
      return [
        found ? { method: 'PUT', path: `${path}/${found.id}`, body: wanted } : { method: 'POST', path, body: wanted },
      ];
    },
  });
}

/** GitHub REST API, "Get a repository ruleset": it returns the actors only for a token that may write to the ruleset. */
function withBypass(ruleset: Ruleset): Found {
  const actors = ruleset.bypass_actors;
  if (actors === undefined)
    return {
      fields: fieldsOf(ruleset),
      unreadable: { bypass_actors: 'GitHub returns it only for a token with Administration: write' },
    };
  const named = actors.map(({ actor_type, actor_id, bypass_mode }) =>
    [actor_type, actor_id, bypass_mode].filter((part) => part !== null && part !== undefined).join(' '),
  );
  return { fields: { ...fieldsOf(ruleset), bypass_actors: named } };
}

function fieldsOf({ target, enforcement, conditions, rules = [] }: Omit<Ruleset, 'id' | 'source' | 'name'>): Fields {
  const fields: Record<string, Value> = { target: target ?? null, enforcement, rules: rules.map(({ type }) => type) };
  for (const [condition, value] of Object.entries(conditions ?? {}))
    Object.assign(fields, flat(`conditions.${condition}`, value));
  for (const rule of rules) if ('parameters' in rule) Object.assign(fields, flat(rule.type, rule.parameters ?? {}));
  return fields;
}

/**
 * One field for each value. Values that GitHub adds as not set (false, null, an empty list) are no fields: a newer version of its API returns more of
 * them.
 */
function flat(prefix: string, values: object): Fields {
  const fields: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    const key = `${prefix}.${name}`;
    if (Array.isArray(value)) {
      if (value.length > 0) fields[key] = value.map((one) => (typeof one === 'string' ? one : inWords(one as object)));
    } else if (typeof value === 'object' && value !== null) Object.assign(fields, flat(key, value));
    else if (value !== false && value !== null && value !== undefined) fields[key] = value as string | number | true;
  }
  return fields;
}

const inWords = (value: object) =>
  Object.entries(value)
    .map(([name, one]) => `${name} ${typeof one === 'object' ? JSON.stringify(one) : String(one)}`)
    .sort()
    .join(', ');
