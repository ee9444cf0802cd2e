import type { Call, Forward, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { amendQueryReply, queryParameters, queryReply } from '../../protocols/query';
import { child, element, list, text, type XmlElement } from '../../protocols/xml';
import { NAMESPACE } from './namespace';

/** Event subscriptions are moto's; their changes (API reference: ModifyEventSubscription) are the gateway's. */
export function eventSubscriptions(): Record<string, Operation> {
  const changes = new Store('rds/event-subscriptions', () => new Map<string, XmlElement>());

  const described = async (call: Call, moto: Forward): Promise<Reply> =>
    amendQueryReply(await moto(call), 'DescribeEventSubscriptions', (result) => {
      for (const each of list(element(result['EventSubscriptionsList'])['EventSubscription']).map(element)) {
        Object.assign(each, changes.of(call).get(text(each['CustSubscriptionId'])));
      }
    });

  /** Changes a subscription that exists, and answers with the result. */
  const change = (action: string, make: (shown: XmlElement, form: XmlElement) => XmlElement): Operation => {
    return async (call, moto) => {
      const form = queryParameters(call.body);
      const name = text(form['SubscriptionName']);
      const wanted = { Action: 'DescribeEventSubscriptions', Version: '2014-10-31', SubscriptionName: name };
      const describing = { ...call, body: Buffer.from(new URLSearchParams(wanted).toString()) };
      let shown: XmlElement = {};
      const reply = amendQueryReply(await described(describing, moto), 'DescribeEventSubscriptions', (result) => {
        shown = element(list(child(result, 'EventSubscriptionsList')['EventSubscription'])[0]);
      });
      if (reply.status !== 200) return reply;
      const changed = { ...changes.of(call).get(name), ...make(shown, form) };
      changes.of(call).set(name, changed);
      return queryReply(action, NAMESPACE, { EventSubscription: { ...shown, ...changed } });
    };
  };
  const sources = (shown: XmlElement) => list(element(shown['SourceIdsList'])['SourceId']).map(text);

  return {
    DescribeEventSubscriptions: described,
    ModifyEventSubscription: change('ModifyEventSubscription', (_shown, form) => ({
      ...(form['Enabled'] === undefined ? {} : { Enabled: form['Enabled'] }),
      ...(form['SnsTopicArn'] === undefined ? {} : { SnsTopicArn: form['SnsTopicArn'] }),
      ...(form['SourceType'] === undefined ? {} : { SourceType: form['SourceType'] }),
      ...(form['EventCategories'] === undefined ? {} : { EventCategoriesList: form['EventCategories'] }),
    })),
    AddSourceIdentifierToSubscription: change('AddSourceIdentifierToSubscription', (shown, form) => ({
      SourceIdsList: { SourceId: [...sources(shown), text(form['SourceIdentifier'])] },
    })),
    RemoveSourceIdentifierFromSubscription: change('RemoveSourceIdentifierFromSubscription', (shown, form) => ({
      SourceIdsList: { SourceId: sources(shown).filter((source) => source !== text(form['SourceIdentifier'])) },
    })),
    DeleteEventSubscription: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status === 200) changes.of(call).delete(text(queryParameters(call.body)['SubscriptionName']));
      return reply;
    },
  };
}
