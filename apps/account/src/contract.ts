import { contract, inEachRegion, plain } from '@malinshopper/stack';

/** The resources that an account has once for all its environments, or once in each of their regions. */
export const accountContract = contract('account', {
  zoneIds: plain.map('The id of each public hosted zone, by the name of the zone'),
  nameServers: plain.list('The name servers of the hosted zones, for the delegation in the parent zone'),
  dsRecords: plain.map('The DS record of each public hosted zone, by its name: in the parent zone it enables DNSSEC'),
  accessLogBucketName: inEachRegion.text('The bucket that other buckets and the CDN write their access logs to'),
  volumeKeyArn: inEachRegion.text('The key that the volumes of instances are encrypted with'),
  sessionKeyArn: inEachRegion.text('The key with which an instance decrypts Session Manager sessions'),
  sessionLogGroupArn: inEachRegion.text('The log group to which an instance logs Session Manager sessions'),
  alarmTopicArns: inEachRegion.map('The topic for alarms in the region, by the notified team'),
  alarmTopicKeyArns: inEachRegion.map(
    'The key of each of these topics: a publisher with its own permissions must use it',
  ),
  globalAlarmTopicArns: plain.map('The topics for alarms in us-east-1, by the notified team'),
});
