import { AlarmTopic, type AlarmTopicProps } from '@malinshopper/constructs';
import { alarmTeams, teams, type Account, type TeamName } from '@malinshopper/environments';
import { AwsStack } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { accountProtection } from '../account-protection';
import { publishersOf } from './publishers';

const { regional, global } = alarmTeams;

type TopicsOf<T extends TeamName> = Readonly<Record<T, AlarmTopic>>;

export interface TeamTopicsProps {
  readonly account: Account;
}

/**
 * The alarm topics: one per team and region, for all environments of the account. Each has one subscription by mail,
 * which is confirmed once. AWS deletes a subscription that is not confirmed within 48 hours (SNS developer guide,
 * "Subscription to topic": pending confirmation). A topic in each environment would therefore notify no person, and
 * each plan of it would send another mail.
 */
export class TeamTopics extends Construct {
  readonly regional: TopicsOf<(typeof regional)[number]>;

  constructor(scope: Construct, id: string, { account }: TeamTopicsProps) {
    super(scope, id);
    this.regional = each(regional, (team) => this.topic(team, team, { publishers: publishersOf(team, account) }));
  }

  /** Creates the topics of us-east-1, which an account has once. */
  addGlobal(): TopicsOf<(typeof global)[number]> {
    const { globalProvider: provider } = AwsStack.ofElement(this);
    return each(global, (team) => this.topic(team, `${team}-global`, { provider }));
  }

  private topic(team: TeamName, purpose: string, props: Pick<AlarmTopicProps, 'provider' | 'publishers'>): AlarmTopic {
    return new AlarmTopic(this, purpose, {
      purpose,
      notify: teams[team].notify,
      protection: accountProtection,
      ...props,
    });
  }
}

const each = <T extends TeamName>(names: readonly T[], topic: (team: T) => AlarmTopic) =>
  Object.fromEntries(names.map((team) => [team, topic(team)])) as TopicsOf<T>;

/** An attribute of each topic by the name of its team, for the contract. */
export function byTeam(
  topics: Readonly<Record<string, AlarmTopic>>,
  attribute: 'arn' | 'keyArn',
): Record<string, string> {
  return Object.fromEntries(Object.entries(topics).map(([team, topic]) => [team, topic[attribute]]));
}
