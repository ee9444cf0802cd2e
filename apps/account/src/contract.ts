import { contract, inEachRegion, plain } from '@malinshopper/stack';

/** What the account has once for all its environments, or once in each of their regions. */
export const accountContract = contract('account', {
  zoneIds: plain.map('The id of each public hosted zone, by the name of the zone'),
  nameServers: plain.list('The name servers of the hosted zones, to be delegated to by the zone above'),
  dsRecords: plain.map(
    'The DS record of each public hosted zone, by its name: in the zone above it switches DNSSEC on',
  ),
  accessLogBucketName: inEachRegion.text('The bucket that other buckets and the CDN write their access logs to'),
  volumeKeyArn: inEachRegion.text('The key that the volumes of instances are encrypted with'),
  sessionKeyArn: inEachRegion.text('The key that an instance decrypts the sessions of people with'),
  sessionLogGroupArn: inEachRegion.text('The log group that an instance writes the sessions of people to'),
  alarmTopicArns: inEachRegion.map(
    'The topic that alarms tell in the region of the account, by the team that hears of them',
  ),
  alarmTopicKeyArns: inEachRegion.map(
    'The key of each of these topics: what publishes to one in its own name has to use it',
  ),
  globalAlarmTopicArns: plain.map('The topics that alarms tell in us-east-1, by the team'),
});
