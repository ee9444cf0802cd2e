import {
  BudgetsClient,
  DescribeBudgetCommand,
  NotFoundException,
  paginateDescribeNotificationsForBudget,
  paginateDescribeSubscribersForNotification,
  type Notification,
} from '@aws-sdk/client-budgets';
import type { Finding } from '../line';
import { deployAccount, missing } from '../missing';
import { inGlobalRegion, type Subject } from '../subject';

/** IAM knows all calls of this check as `ViewBudget` (Service Authorization Reference, "AWS Budget Service"). */
export const budgetActions = ['budgets:ViewBudget'];

/** Checks that each budget of the account notifies its address. */
export async function budget(
  subject: Subject,
  client: BudgetsClient = new BudgetsClient(inGlobalRegion(subject)),
): Promise<Finding[]> {
  const { stack } = await subject.app();
  const names = stack.resources
    .filter(({ type }) => type === 'aws_budgets_budget')
    .map(({ config }) => String(config['name']));
  if (names.length === 0) {
    throw new Error(
      'The app account creates no budget, so no mail would warn of high costs. Look at apps/account/src/account-stack.ts.',
    );
  }
  return Promise.all(names.map((name) => ofBudget(subject, name, client)));
}

async function ofBudget(subject: Subject, about: string, client: BudgetsClient): Promise<Finding> {
  const { id: AccountId, budget: wanted } = subject.account;
  const which = { AccountId, BudgetName: about };
  const found = await client.send(new DescribeBudgetCommand(which)).catch((error: unknown) => {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  });
  if (!found) return missing(subject, about, 'the budget');
  const todo = `Deploy account again: ${deployAccount(subject)}`;
  const notifications: Notification[] = [];
  for await (const page of paginateDescribeNotificationsForBudget({ client }, which)) {
    notifications.push(...(page.Notifications ?? []));
  }
  if (notifications.length === 0) return { about, outcome: 'failed', found: 'it notifies at no amount', todo };
  for (const Notification of notifications) {
    const addresses: (string | undefined)[] = [];
    for await (const page of paginateDescribeSubscribersForNotification({ client }, { ...which, Notification })) {
      addresses.push(...(page.Subscribers ?? []).map(({ Address }) => Address));
    }
    if (!addresses.includes(wanted.notify)) {
      const at = `${Notification.NotificationType} above ${Notification.Threshold} %`;
      return {
        about,
        outcome: 'failed',
        found: `${at}: it notifies ${addresses.join(', ') || 'no address'}, not ${wanted.notify}`,
        todo,
      };
    }
  }
  return { about, outcome: 'ok', found: `${notifications.length} notifications to ${wanted.notify}` };
}
