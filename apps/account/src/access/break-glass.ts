import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { AlarmTopic } from '@malinshopper/constructs';
import { globalRegion } from '@malinshopper/aws-facts';
import { breakGlass, breakGlassArn, breakGlassTeam, teams, type Account } from '@malinshopper/environments';
import { AwsStack, InRegion, resourceName } from '@malinshopper/stack';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { accountProtection } from '../account-protection';
import { administratorArns } from './identities';
import { document, type Statement } from './statement';

/** Roles of IAM Identity Center, by the path in their ARN. */
const ofIdentityCenter = /:role\/aws-reserved\//;

/**
 * The role for emergencies. It gives the administrators of the account all permissions for one hour. The platform team
 * is notified of each use.
 */
export class BreakGlass extends Construct {
  constructor(scope: Construct, id: string, { account }: { readonly account: Account }) {
    super(scope, id);
    const regions = [...account.regions, globalRegion];
    const role = new IamRole(this, 'role', {
      ...breakGlass,
      description: 'Emergencies: all permissions for one hour, with a notification',
      maxSessionDuration: 3600,
      assumeRolePolicy: document(...trust(account, regions)),
      lifecycle: { preventDestroy: true },
    });
    // AWS's managed policy, not a copy: it also includes the permissions of future services.
    new IamRolePolicyAttachment(this, 'everything', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
    const { globalProvider } = AwsStack.ofElement(this);
    this.tell(new Construct(this, 'told'), account, account.region);
    this.tell(new Construct(this, 'told-global'), account, globalRegion, globalProvider);
    for (const region of account.regions.filter((one) => one !== account.region)) {
      this.tell(new Construct(new InRegion(this, region), 'told'), account, region);
    }
  }

  /**
   * CloudTrail records an AssumeRole in the region of the STS endpoint, and a call to the global endpoint in us-east-1
   * (IAM user guide, "Logging IAM and AWS STS API calls"). EventBridge receives the event in that region only.
   * Therefore a rule exists in us-east-1 and in each region of the account, and the role's trust allows no other
   * region.
   */
  private tell(scope: Construct, account: Account, region: string, provider?: TerraformProvider): void {
    const words = provider ? ['break-glass', 'global'] : ['break-glass'];
    const rule = new CloudwatchEventRule(scope, 'assumed', {
      name: resourceName('eventRule', account.name, ...words),
      description: `The role ${breakGlass.name} was assumed`,
      eventPattern: JSON.stringify({
        source: ['aws.sts'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['sts.amazonaws.com'],
          eventName: ['AssumeRole'],
          requestParameters: { roleArn: [breakGlassArn(account)] },
        },
      }),
      provider,
    });
    const purpose = words.join('-');
    const topicName = resourceName('topic', account.name, purpose, 'alarms');
    const topic = new AlarmTopic(scope, 'topic', {
      purpose,
      notify: teams[breakGlassTeam].notify,
      protection: accountProtection,
      publishers: [
        {
          sid: 'BreakGlass',
          principal: { Service: 'events.amazonaws.com' },
          condition: { ArnEquals: { 'aws:SourceArn': rule.arn } },
          // EventBridge does not pass the event source to KMS (SNS developer guide, "Enable compatibility between event
          // sources from AWS services and encrypted topics"): with a condition on the source, no notification would be
          // sent.
          keyCondition: {
            StringEquals: {
              'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:${region}:${account.id}:${topicName}`,
            },
          },
        },
      ],
      provider,
    });
    new CloudwatchEventTarget(scope, 'target', { rule: rule.name, targetId: 'topic', arn: topic.arn, provider });
  }
}

/**
 * The trust of the role: administrators, in the regions with a notification. Identity Center requires a second factor
 * at sign-in, but AWS does not see that in its sessions: `aws:MultiFactorAuthPresent` is always false there. Other
 * roles must present a second factor.
 */
function trust(account: Account, regions: readonly string[]): Statement[] {
  const who = administratorArns(account);
  const admit = (Sid: string, arns: readonly string[], more: Statement['Condition'] = {}): Statement[] =>
    arns.length === 0
      ? []
      : [
          {
            Sid,
            Principal: { AWS: `arn:aws:iam::${account.id}:root` },
            Action: 'sts:AssumeRole',
            Condition: {
              ArnLike: { 'aws:PrincipalArn': arns },
              StringEquals: { 'aws:RequestedRegion': regions },
              ...more,
            },
          },
        ];
  return [
    ...admit(
      'AdministratorsOfIdentityCenter',
      who.filter((arn) => ofIdentityCenter.test(arn)),
    ),
    ...admit(
      'OtherAdministratorsWithSecondFactor',
      who.filter((arn) => !ofIdentityCenter.test(arn)),
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    ),
  ];
}
