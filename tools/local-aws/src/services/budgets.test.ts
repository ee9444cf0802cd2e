import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
beforeEach(async () => {
  gateway = await GatewayForTest.before();
});
afterEach(() => gateway.close());

const ask = async (action: string, body: object): Promise<unknown> =>
  (await gateway.json('budgets', action, body)).json();

const AccountId = '111111111111';
const Budget = {
  BudgetName: 'monthly',
  BudgetType: 'COST',
  BudgetLimit: { Amount: '10', Unit: 'USD' },
  TimeUnit: 'MONTHLY',
};
const Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 };
const named = { AccountId, BudgetName: 'monthly' };

test('a budget is returned with the defaults of AWS', async () => {
  await ask('CreateBudget', { AccountId, Budget });
  await expect(ask('DescribeBudget', named)).resolves.toMatchObject({
    Budget: {
      ...Budget,
      CostTypes: { IncludeTax: true, UseBlended: false },
      CalculatedSpend: expect.anything() as object,
    },
  });
});

test('a notification has its subscribers until it is deleted', async () => {
  const Subscribers = [{ SubscriptionType: 'EMAIL', Address: 'ops@example.com' }];
  await ask('CreateBudget', { AccountId, Budget });
  await ask('CreateNotification', { ...named, Notification, Subscribers });
  const about = { ...named, Notification: { ...Notification, ThresholdType: 'PERCENTAGE' } };
  await expect(ask('DescribeSubscribersForNotification', about)).resolves.toEqual({ Subscribers });
  await ask('DeleteNotification', about);
  await expect(ask('DescribeNotificationsForBudget', named)).resolves.toEqual({ Notifications: [] });
});

test('tags come with a budget and can be changed', async () => {
  const ResourceARN = 'arn:aws:budgets::111111111111:budget/monthly';
  await ask('CreateBudget', { AccountId, Budget, ResourceTags: [{ Key: 'a', Value: '1' }] });
  await ask('TagResource', { ResourceARN, ResourceTags: [{ Key: 'b', Value: '2' }] });
  await ask('UntagResource', { ResourceARN, ResourceTagKeys: ['a'] });
  await expect(ask('ListTagsForResource', { ResourceARN })).resolves.toEqual({
    ResourceTags: [{ Key: 'b', Value: '2' }],
  });
});

test('an update replaces the budget', async () => {
  await ask('CreateBudget', { AccountId, Budget });
  await ask('UpdateBudget', { AccountId, NewBudget: { ...Budget, BudgetLimit: { Amount: '20', Unit: 'USD' } } });
  await expect(ask('DescribeBudgets', { AccountId })).resolves.toMatchObject({
    Budgets: [{ BudgetLimit: { Amount: '20' } }],
  });
});

test.each([
  [
    'DescribeBudget',
    { BudgetName: 'no' },
    'NotFoundException',
    "Unable to find budget: no - the budget doesn't exist.",
  ],
  ['UpdateBudget', { NewBudget: { BudgetName: 'no' } }, 'NotFoundException', 'Unable to find budget: no'],
  [
    'CreateBudget',
    { Budget },
    'DuplicateRecordException',
    'Error creating budget: monthly - the budget already exists.',
  ],
  ['DeleteNotification', { ...named, Notification }, 'NotFoundException', 'Unable to delete notification'],
  ['DescribeSubscribersForNotification', { ...named, Notification }, 'NotFoundException', 'Unable to get subscribers'],
])('%s %j is refused with %s', async (action, body, code, message) => {
  await ask('CreateBudget', { AccountId, Budget });
  await expect(ask(action, { AccountId, ...body })).resolves.toMatchObject({
    __type: code,
    message: expect.stringContaining(message) as string,
  });
});
