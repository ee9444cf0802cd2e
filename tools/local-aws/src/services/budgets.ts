import type { Call, Operation, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import {
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  type Json,
  type JsonObject,
} from '../protocols/json';

interface Notification {
  readonly notification: JsonObject;
  subscribers: Json[];
}
interface Budget {
  budget: JsonObject;
  notifications: Notification[];
}
interface State {
  readonly budgets: Map<string, Budget>;
  readonly tags: Map<string, Map<string, string>>;
}

/** AWS's defaults (API reference: CostTypes). */
const COST_TYPES: JsonObject = {
  IncludeCredit: true,
  IncludeDiscount: true,
  IncludeOtherSubscription: true,
  IncludeRecurring: true,
  IncludeRefund: true,
  IncludeSubscription: true,
  IncludeSupport: true,
  IncludeTax: true,
  IncludeUpfront: true,
  UseAmortized: false,
  UseBlended: false,
};
const NOTHING_SPENT = { ActualSpend: { Amount: '0', Unit: 'USD' }, ForecastedSpend: { Amount: '0', Unit: 'USD' } };
const FIRST_OF_MONTH = () => new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth())).getTime() / 1000;
const FOR_EVER = 3706473600;

/** AWS Budgets (JSON 1.1). The gateway implements all of it: moto has neither tags nor subscribers nor updates. */
export function budgets(): Service {
  const store = new Store<State>('budgets', () => ({ budgets: new Map(), tags: new Map() }), 'global');

  const find = (call: Call): Budget => {
    const name = jsonText(jsonParameters(call)['BudgetName']);
    const found = store.of(call).budgets.get(name);
    if (!found) throw new AwsFailure('NotFoundException', `Unable to find budget: ${name} - the budget doesn't exist.`);
    return found;
  };
  const operations: Record<string, Operation> = {
    CreateBudget: (call) => {
      const request = jsonParameters(call);
      const budget = jsonObject(request['Budget']);
      const name = jsonText(budget['BudgetName']);
      if (store.of(call).budgets.has(name)) {
        throw new AwsFailure('DuplicateRecordException', `Error creating budget: ${name} - the budget already exists.`);
      }
      const notifications = jsonList(request['NotificationsWithSubscribers']).map(jsonObject);
      store.of(call).budgets.set(name, {
        budget: completed(budget),
        notifications: notifications.map((entry) => {
          return { notification: jsonObject(entry['Notification']), subscribers: jsonList(entry['Subscribers']) };
        }),
      });
      setTags(store.of(call), `arn:aws:budgets::${call.account}:budget/${name}`, request['ResourceTags']);
      return jsonReply();
    },
    DescribeBudget: (call) => jsonReply({ Budget: find(call).budget }),
    DescribeBudgets: (call) => jsonReply({ Budgets: [...store.of(call).budgets.values()].map(({ budget }) => budget) }),
    UpdateBudget: (call) => {
      const budget = jsonObject(jsonParameters(call)['NewBudget']);
      const found = store.of(call).budgets.get(jsonText(budget['BudgetName']));
      if (!found) throw new AwsFailure('NotFoundException', `Unable to find budget: ${jsonText(budget['BudgetName'])}`);
      found.budget = completed(budget);
      return jsonReply();
    },
    DeleteBudget: (call) => {
      const name = jsonText(find(call).budget['BudgetName']);
      store.of(call).budgets.delete(name);
      store.of(call).tags.delete(`arn:aws:budgets::${call.account}:budget/${name}`);
      return jsonReply();
    },
    ...notificationsOf(find),
    TagResource: (call) => {
      const request = jsonParameters(call);
      setTags(store.of(call), jsonText(request['ResourceARN']), request['ResourceTags']);
      return jsonReply();
    },
    UntagResource: (call) => {
      const request = jsonParameters(call);
      const present = store.of(call).tags.get(jsonText(request['ResourceARN']));
      for (const key of jsonList(request['ResourceTagKeys'])) present?.delete(jsonText(key));
      return jsonReply();
    },
    ListTagsForResource: (call) => {
      const resource = jsonText(jsonParameters(call)['ResourceARN']);
      const [, name = ''] = /^arn:aws:budgets::\d{12}:budget\/(.+)$/.exec(resource) ?? [];
      if (!store.of(call).budgets.has(name))
        throw new AwsFailure('NotFoundException', `There is no budget ${resource}.`);
      const present = store.of(call).tags.get(resource) ?? new Map<string, string>();
      return jsonReply({ ResourceTags: [...present].map(([Key, Value]) => ({ Key, Value })) });
    },
  };
  return { name: 'budgets', whole: true, operations };
}

/** A notification has no id. All of its fields together identify it (API reference: Notification). */
function notificationsOf(find: (call: Call) => Budget): Record<string, Operation> {
  const meant = (call: Call): { budget: Budget; index: number; entry: Notification | undefined } => {
    const budget = find(call);
    const wanted = identity(jsonObject(jsonParameters(call)['Notification']));
    const index = budget.notifications.findIndex(({ notification }) => identity(notification) === wanted);
    return { budget, index, entry: budget.notifications[index] };
  };
  return {
    CreateNotification: (call) => {
      const request = jsonParameters(call);
      const entry = {
        notification: jsonObject(request['Notification']),
        subscribers: jsonList(request['Subscribers']),
      };
      find(call).notifications.push(entry);
      return jsonReply();
    },
    DeleteNotification: (call) => {
      const { budget, index, entry } = meant(call);
      if (!entry) throw new AwsFailure('NotFoundException', 'Unable to delete notification - it does not exist.');
      budget.notifications.splice(index, 1);
      return jsonReply();
    },
    DescribeNotificationsForBudget: (call) => {
      return jsonReply({ Notifications: find(call).notifications.map(({ notification }) => notification) });
    },
    DescribeSubscribersForNotification: (call) => {
      const { entry } = meant(call);
      if (!entry)
        throw new AwsFailure('NotFoundException', 'Unable to get subscribers - the notification does not exist.');
      return jsonReply({ Subscribers: entry.subscribers });
    },
  };
}

function identity(notification: JsonObject): string {
  const fields = ['NotificationType', 'ComparisonOperator', 'Threshold', 'ThresholdType'] as const;
  const given = { ThresholdType: 'PERCENTAGE', ...notification };
  return JSON.stringify(fields.map((field) => given[field as keyof typeof given]));
}

function completed(budget: JsonObject): JsonObject {
  return {
    ...(budget['BudgetType'] === 'COST' ? { CostTypes: COST_TYPES } : {}),
    TimePeriod: { Start: FIRST_OF_MONTH(), End: FOR_EVER },
    ...budget,
    CalculatedSpend: NOTHING_SPENT,
    LastUpdatedTime: Date.now() / 1000,
  };
}

function setTags(state: State, resource: string, written: Json | undefined): void {
  const present = state.tags.get(resource) ?? new Map<string, string>();
  for (const tag of jsonList(written).map(jsonObject)) present.set(jsonText(tag['Key']), jsonText(tag['Value']));
  state.tags.set(resource, present);
}
