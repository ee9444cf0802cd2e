import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Alarm } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface NatAlarmsProps {
  readonly environment: Environment;
  readonly zone: string;
  readonly natGatewayId: string;
  readonly topicArn: string;
}

/** In minutes: shorter disturbances need no action. */
const patience = 15;
/**
 * In percent of packets. VPC user guide, "Monitor NAT gateways with Amazon CloudWatch": AWS must repair more than 0.01
 * %.
 */
const tolerableLoss = 0.01;

/** Alarms for connections and packets that a NAT gateway drops. */
export class NatAlarms extends Construct {
  constructor(scope: Construct, id: string, { environment, zone, natGatewayId, topicArn }: NatAlarmsProps) {
    super(scope, id);
    const namespace = 'AWS/NATGateway';
    const dimensions = { NatGatewayId: natGatewayId };
    new Alarm(this, 'ports', {
      name: resourceName('alarm', environment.name, 'nat', zone, 'ports'),
      description:
        `The NAT gateway of ${zone} has no port left for one destination: a client keeps more than 55,000 connections to it ` +
        'open; close them, or add a VPC endpoint for the destination',
      namespace,
      metricName: 'ErrorPortAllocation',
      dimensions,
      statistic: 'Sum',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: patience,
      topicArn,
    });

    const sum = (queryId: string, metricName: string) => ({
      id: queryId,
      metric: { namespace, metricName, dimensions, period: 60, stat: 'Sum' },
    });
    new CloudwatchMetricAlarm(this, 'loss', {
      alarmName: resourceName('alarm', environment.name, 'nat', zone, 'loss'),
      alarmDescription: `The NAT gateway of ${zone} loses packets: check AWS's health dashboard and the gateway's traffic`,
      metricQuery: [
        {
          id: 'loss',
          expression: '100 * dropped / (outward + inward)',
          label: 'Lost packets in percent',
          returnData: true,
        },
        sum('dropped', 'PacketsDropCount'),
        sum('outward', 'PacketsInFromSource'),
        sum('inward', 'PacketsInFromDestination'),
      ],
      comparisonOperator: 'GreaterThanThreshold',
      threshold: tolerableLoss,
      evaluationPeriods: patience,
      // A NAT gateway without traffic sends no data, and loses no packets.
      treatMissingData: 'notBreaching',
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}
