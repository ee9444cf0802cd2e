import { statementsIn } from '@malinshopper/aws-facts';
import { environment } from '@malinshopper/environments';
import { EnvironmentStack, protectionOf } from '@malinshopper/stack';
import { synthesized } from '@malinshopper/testing';
import { AlarmTopic, type Publisher } from './alarm-topic';

class SampleStack extends EnvironmentStack {}

const production = environment('production');

/** The statements of a topic's policy and of its key's policy for one publisher. */
function saidOf(sid: string, ...publishers: Publisher[]) {
  const stack = synthesized((app, of) => {
    const made = new SampleStack(app, of, { app: 'sample' });
    new AlarmTopic(made, 'alarms', {
      purpose: 'sample',
      notify: 'team@example.com',
      protection: protectionOf(production),
      publishers,
    });
    return made;
  }, production);
  const statement = (type: string) =>
    statementsIn(stack.resource(type).config.policy as string).find(({ Sid }) => Sid === sid);
  return { topic: statement('aws_sns_topic_policy'), key: statement('aws_kms_key') };
}

const events = { sid: 'Events', principal: { Service: 'events.amazonaws.com' } };
const ofRule = { ArnEquals: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${production.account.id}:rule/one` } };
const ofTopic = {
  StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:eu-west-1:${production.account.id}:one` },
};
const ofAccount = { StringEquals: { 'aws:SourceAccount': production.account.id } };

describe('an alarm topic', () => {
  it('allows the alarms of its account to publish, and to use its key', () => {
    const { topic, key } = saidOf('Alarms');
    expect(topic).toMatchObject({ Action: 'sns:Publish', Condition: ofAccount });
    expect(key).toMatchObject({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Condition: ofAccount });
  });

  it('restricts other publishers by their condition, or by the account', () => {
    expect(saidOf('Events', events)).toMatchObject({ topic: { Condition: ofAccount }, key: { Condition: ofAccount } });
    expect(saidOf('Events', { ...events, condition: ofRule })).toMatchObject({
      topic: { Condition: ofRule },
      key: { Condition: ofRule },
    });
  });

  it('restricts the use of its key by another condition where AWS does not support the same', () => {
    expect(saidOf('Events', { ...events, condition: ofRule, keyCondition: ofTopic })).toMatchObject({
      topic: { Condition: ofRule },
      key: { Condition: ofTopic },
    });
  });
});
