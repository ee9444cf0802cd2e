import { BudgetsClient, NotFoundException } from '@aws-sdk/client-budgets';
import { clientOf, madeUpSubject } from '../testing/made-up';
import { budget } from './budget';

const resources = { aws_budgets_budget: { budget: { name: 'monthly' } } };
const address = 'infrastructure@malinshopper.com';
const above = (Threshold: number) => ({ NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold });
const notifying = (Notifications: readonly object[], subscribers: (threshold: number) => readonly string[]) => ({
  DescribeBudget: { Budget: { BudgetName: 'monthly' } },
  DescribeNotificationsForBudget: { Notifications },
  DescribeSubscribersForNotification: ({ Notification }: { Notification: { Threshold: number } }) => ({
    Subscribers: subscribers(Notification.Threshold).map((Address) => ({ SubscriptionType: 'EMAIL', Address })),
  }),
});
const found = (answers: Parameters<typeof clientOf>[1], deployed = true) =>
  budget(madeUpSubject({ resources, deployed }), clientOf(BudgetsClient, answers));

it('a budget with all notifications to its address is ok', async () => {
  await expect(found(notifying([above(50), above(80)], () => ['x@example.com', address]))).resolves.toEqual([
    { about: 'monthly', outcome: 'ok', found: `2 notifications to ${address}` },
  ]);
});

it('a budget that notifies at no amount fails', async () => {
  await expect(found(notifying([], () => [address]))).resolves.toMatchObject([
    {
      outcome: 'failed',
      found: 'it notifies at no amount',
      todo: expect.stringContaining('Deploy account again') as string,
    },
  ]);
});

it.each([
  [[], 'no address'],
  [['x@example.com'], 'x@example.com'],
])('a budget with a notification to %j only fails', async (others, named) => {
  const answers = notifying([above(50), above(80)], (threshold) => (threshold === 80 ? others : [address]));
  await expect(found(answers)).resolves.toMatchObject([
    { outcome: 'failed', found: `ACTUAL above 80 %: it notifies ${named}, not ${address}` },
  ]);
});

it('a budget that is not there is missing', async () => {
  const none = new NotFoundException({ message: 'none', $metadata: {} });
  await expect(found({ DescribeBudget: none }, false)).resolves.toMatchObject([{ outcome: 'attention' }]);
  await expect(found({ DescribeBudget: none })).resolves.toMatchObject([{ outcome: 'failed' }]);
});

it('any other refusal is passed on, and an account app without a budget proves nothing', async () => {
  await expect(found({ DescribeBudget: new Error('not authorized') })).rejects.toThrow('not authorized');
  await expect(budget(madeUpSubject())).rejects.toThrow(
    'The app account creates no budget, so no mail would warn of high costs.',
  );
});
