import { expectationOf, type ExpectedDrift } from './expected';
import type { Part } from './neighbour';
import { neighbourOf, undeclared } from './neighbours';
import { changedAttributes } from './normal';
import type { Refreshed, RefreshedChange, RefreshedResource } from './refreshed';

/** A resource that differs in AWS from the code, or is missing there. */
export interface Drifted {
  readonly address: string;
  readonly type: string;
  /** `gone`: AWS does not have it any more. */
  readonly what: 'changed' | 'gone';
  /** The attributes that have another value. */
  readonly attributes: readonly string[];
  /** Parts that AWS has and no code sets, by the attribute that shows them: an ingress rule, a route, an inline policy. */
  readonly additions: Readonly<Record<string, readonly Part[]>>;
}

/** A difference that is no drift. */
export interface ExpectedChange {
  readonly address: string;
  readonly attribute: string;
  readonly reason: string;
  readonly until?: string;
}

/** The result of a comparison with AWS. */
export interface Judged {
  readonly drifted: readonly Drifted[];
  readonly expected: ExpectedChange[];
}

interface JudgeOptions {
  /** As `YYYY-MM-DD`. */
  readonly today: string;
  /** @default - the rules of the project */
  readonly rules?: readonly ExpectedDrift[];
  /** Resources of other states that may set a part of a resource of this one: the rules of branches that share a load balancer. @default - none */
  readonly others?: readonly RefreshedResource[];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Separates drift from expected changes. A difference without a rule is drift: a new kind of difference is reported until a person has judged it.
 * @param refreshed the comparison of a state with AWS
 * @throws if Terraform names an action that is not known
 */
export function judge({ changes, resources }: Refreshed, { today, rules, others = [] }: JudgeOptions): Judged {
  const all = [...resources, ...others];
  const judged = changes
    .filter(({ mode }) => mode === 'managed')
    .map((change) => judgeOne(change, all, (found) => expectationOf(found, today, rules)));
  return {
    drifted: judged.flatMap(({ drifted }) => drifted ?? []),
    expected: judged.flatMap(({ expected }) => expected),
  };
}

type Expect = (of: {
  type: string;
  attribute: string;
  before: Values;
  after: Values;
}) => ReturnType<typeof expectationOf>;

function judgeOne(
  { address, type, change }: RefreshedChange,
  all: readonly RefreshedResource[],
  expect: Expect,
): { readonly drifted?: Drifted; readonly expected: ExpectedChange[] } {
  const actions = change.actions.join();
  if (actions === 'delete')
    return { drifted: { address, type, what: 'gone', attributes: [], additions: {} }, expected: [] };
  if (actions === 'no-op') return { expected: [] };
  if (actions !== 'update')
    throw new Error(
      `Terraform found "${actions}" at ${address}, which is no action of a comparison with AWS. No drift is reported: extend tools/terraform/src/drift.`,
    );
  const [before, after] = [change.before as Values, change.after as Values];
  const attributes: string[] = [];
  const additions: Record<string, readonly Part[]> = {};
  const expected: ExpectedChange[] = [];
  for (const attribute of changedAttributes(type, before, after)) {
    const expectation = expect({ type, attribute, before, after });
    if (expectation === 'follows') continue;
    if (expectation) {
      expected.push({ address, attribute, ...expectation });
      continue;
    }
    const neighbour = neighbourOf(type, attribute);
    const extra = neighbour ? undeclared(neighbour, { address, type, values: after }, attribute, all) : 'by none';
    if (extra === 'by none') attributes.push(attribute);
    else if (extra !== 'declared') additions[attribute] = extra;
  }
  const isDrift = attributes.length > 0 || Object.keys(additions).length > 0;
  return { ...(isDrift && { drifted: { address, type, what: 'changed', attributes, additions } as const }), expected };
}
