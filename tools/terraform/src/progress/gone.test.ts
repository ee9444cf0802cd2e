import type { TerraformEvent } from './events';
import { Gone } from './gone';

const of = (kind: 'refreshing' | 'planned', address: string, action = 'read'): TerraformEvent => ({
  kind,
  address,
  action,
  at: 0,
});
function notes(...events: readonly TerraformEvent[]): string[] {
  const gone = new Gone();
  for (const event of events) gone.take(event);
  return gone.notes();
}

describe('a resource that a plan makes again', () => {
  const mail = 'aws_sns_topic_subscription.alarms_data_mail_1A2B3C4D';

  test('is noted, if AWS does not have it any more', () => {
    expect(notes(of('refreshing', 'aws_vpc.main'), of('planned', 'aws_vpc.main', 'create'))).toEqual([
      'aws_vpc.main is gone from AWS, though the state has it. A deploy creates it again.',
    ]);
  });

  test('is noted with the reason and the next step, if it is a subscription that was not confirmed', () => {
    expect(notes(of('refreshing', mail), of('planned', mail, 'create'))).toEqual([
      `${mail} is gone: AWS deletes a subscription that is not confirmed within 48 hours. A deploy subscribes again, and AWS ` +
        'sends another mail: follow the link in that mail, or no alarm arrives.',
    ]);
  });

  test.each([
    ['is new', [of('planned', mail, 'create')]],
    ['is replaced', [of('refreshing', mail), of('planned', mail, 'replace')]],
    ['is deleted', [of('refreshing', mail), of('planned', mail, 'delete')]],
    ['stays', [of('refreshing', mail)]],
  ])('is not noted if it %s', (_what, events) => expect(notes(...events)).toEqual([]));
});
