import { globalRegion } from '@malinshopper/aws-facts';
import {
  accounts,
  branchHost,
  environment,
  longLivedEnvironments,
  type Account,
  type AccountName,
  type Environment,
} from '@malinshopper/environments';
import { Stack } from '@malinshopper/synthesized';
import {
  exists,
  openSession,
  synthesize,
  type ClientConfiguration,
  type Session,
  type StateLocation,
  type Target,
} from '@malinshopper/terraform';

/** The `account` app as it would be deployed. */
export interface AccountApp {
  readonly json: string;
  readonly stack: Stack;
  readonly state: StateLocation;
}

/** The account that is checked, and the access to it. */
export interface Subject {
  readonly account: Account;
  /** The long-lived environments, and one for branches in the account of branches. */
  readonly environments: readonly [Environment, ...Environment[]];
  readonly session: Session;
  /** Synthesizes the app once, at the first call. */
  readonly app: () => Promise<AccountApp>;
  /** True if the `account` app has been deployed: before that, its resources are missing without a fault. */
  readonly isDeployed: () => Promise<boolean>;
}

/**
 * Opens the access to an account. It changes nothing there.
 * @throws if there are no credentials, or if they belong to another account
 */
export async function openSubject(name: AccountName, target: Target): Promise<Subject> {
  const environments = environmentsOf(name);
  const session = await openSession(target, environments[0]);
  const app = once(() => accountApp(environments[0]));
  return {
    account: accounts[name],
    environments,
    session,
    app,
    isDeployed: once(async () => exists(session.s3, (await app()).state)),
  };
}

/** The long-lived environments of an account, and one for branches in the account of branches. */
export function environmentsOf(name: AccountName): [Environment, ...Environment[]] {
  const [first, ...rest] = longLivedEnvironments.filter(({ account }) => account.name === name);
  if (!first) {
    throw new Error(
      `Account ${name} has no environment, so the preflight has nothing to compare it with: add one in environments/src, or take the account out of accounts.ts.`,
    );
  }
  const branches = [first, ...rest].some(({ kind }) => kind === branchHost)
    ? [environment('feature/of-a-preflight')]
    : [];
  return [first, ...rest, ...branches];
}

async function accountApp({ ref }: Environment): Promise<AccountApp> {
  const [only] = (await synthesize(ref, ['apps/account'])).values();
  const { json, configuration } = only!;
  return { json, stack: new Stack(JSON.parse(json)), state: configuration.state };
}

/** The configuration of a client for a region of the account. */
export function inRegion({ session: { home } }: Subject, region: string): ClientConfiguration {
  return { ...home, region };
}

/** The configuration of a client for global services: Budgets, CloudFront, IAM and Route 53 sign for us-east-1. */
export const inGlobalRegion = (subject: Subject) => inRegion(subject, globalRegion);

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
