import type { Environment } from '@malinshopper/environments';
import { changedSince, Records, type Decision, type Session, type Synthesized } from '@malinshopper/terraform/record';
import type { Causes } from './causes';
import type { Stacks } from './deployed-before';
import { goneFrom } from './gone/gone';
import { proposalsFor } from './proposals';
import type { Row } from './row';

export interface ByRecords {
  readonly environments: readonly Environment[];
  readonly stacks: Stacks;
  readonly root: string;
  readonly causes: Causes;
  /** Returns the session for the account of an environment. */
  session(environment: Environment): Promise<Session>;
}

/**
 * Decides by the records of the last deploys, with the same code as `deploy`, and finds apps that the repository no
 * longer has.
 */
export async function byRecords(options: ByRecords): Promise<Row[]> {
  const accounts = new Map<string, Promise<Account>>();
  const accountOf = (environment: Environment) => {
    const { name } = environment.account;
    const known =
      accounts.get(name) ??
      options.session(environment).then((session) => ({ session, records: new Records(session.s3) }));
    accounts.set(name, known);
    return known;
  };
  const rows = await Promise.all(
    options.environments.flatMap((environment) =>
      [...options.stacks.get(environment.name)!].map(async ([app, synthesized]) => {
        const { session, records } = await accountOf(environment);
        const decision = await changedSince(session, synthesized, options.root, records);
        return rowOf(environment.name, app, synthesized, decision, options.causes);
      }),
    ),
  );
  const gone = await Promise.all(
    [...accounts].map(async ([, opened]) => goneFrom({ ...options, ...(await opened), rows })),
  );
  return [...rows, ...gone.flat()];
}

interface Account {
  readonly session: Session;
  readonly records: Records;
}

async function rowOf(
  environment: string,
  app: string,
  synthesized: Synthesized,
  decision: Decision,
  causes: Causes,
): Promise<Row> {
  const { record } = decision;
  const row: Row = {
    environment,
    app,
    key: synthesized.configuration.state.key,
    state: decision.state,
    ...(record && { since: record.at, commit: record.commit }),
  };
  if (decision.state === 'unchanged') return row;
  const { because } = decision;
  if (decision.state === 'upstream') return { ...row, because, outputs: decision.outputs };
  if (decision.state !== 'changed') return { ...row, because };
  const { difference } = decision;
  const files = record?.commit && (await causes.of(app, record.commit.id));
  return { ...row, because, difference, ...(files && { files }), renamed: proposalsFor(synthesized, difference) };
}
