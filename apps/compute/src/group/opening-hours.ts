import { AutoscalingSchedule } from '@cdktf/provider-aws/lib/autoscaling-schedule';
import type { Environment } from '@malinshopper/environments';
import { Construct } from 'constructs';
import type { Sizing } from '../surroundings';

export interface OpeningHoursProps {
  readonly groupName: string;
  readonly sizing: Sizing;
  readonly hours: Extract<Environment['hours'], { run: 'scheduled' }>;
}

/** Runs a group's instances only between two times of day, in a time zone with its summer time. */
export class OpeningHours extends Construct {
  constructor(scope: Construct, id: string, { groupName, sizing, hours }: OpeningHoursProps) {
    super(scope, id);
    const common = { autoscalingGroupName: groupName, timeZone: hours.timeZone };
    new AutoscalingSchedule(this, 'start', {
      ...common,
      scheduledActionName: `${groupName}-start`,
      recurrence: hours.start,
      minSize: sizing.min,
      maxSize: sizing.max,
      desiredCapacity: sizing.min,
    });
    new AutoscalingSchedule(this, 'stop', {
      ...common,
      scheduledActionName: `${groupName}-stop`,
      recurrence: hours.stop,
      minSize: 0,
      maxSize: 0,
      desiredCapacity: 0,
    });
  }
}
