import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { letsInOtherAccounts, whom } from '../statements';
import { inStatement, noStatement } from './statement-asks';
import { demanded } from './trust';

type StatementsOf = (resource: Resource, world: World) => readonly Statement[];

/** No statement allows another account. */
export const ownAccountOnly = (of: StatementsOf, attribute?: string) =>
  noStatement(
    of,
    (each, { environment }) => letsInOtherAccounts(each, environment.account.id) && `allows ${whom(each)}`,
    {
      'another account is allowed': inStatement(0, { Principal: { AWS: 'arn:aws:iam::999999999999:root' } }, attribute),
      'all accounts but one are allowed': inStatement(
        0,
        { Principal: undefined, NotPrincipal: { AWS: '999999999999' } },
        attribute,
      ),
    },
  );

/** Statements allow services only on behalf of the own account. `except` are services that send no source account or ARN. */
export const onBehalfOfOwnAccount = (of: StatementsOf, attribute?: string, except: readonly string[] = []) =>
  noStatement(
    of,
    (statement, { environment }) => {
      const { id } = environment.account;
      const services = (statement.principals?.['Service'] ?? []).filter((each) => !except.includes(each));
      const isOwn =
        demanded(statement, 'aws:SourceAccount')?.every((account) => account === id) ??
        demanded(statement, 'aws:SourceArn')?.every((arn) => arn.split(':')[4] === id || arn.startsWith('${aws_'));
      const isLoose = statement.effect === 'Allow' && services.length > 0 && !isOwn;
      return isLoose && `allows ${services.join(', ')} on behalf of every account`;
    },
    {
      'a service is allowed on behalf of every account': inStatement(0, { Condition: undefined }, attribute),
      'a service is allowed on behalf of another account': inStatement(
        0,
        { Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } },
        attribute,
      ),
    },
  );
