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
import { kept } from '../kept';
import { administratorArns } from './identities';
import { document, type Statement } from './statement';

/** Roles of IAM Identity Center, by the path of their ARN. */
const ofIdentityCenter = /:role\/aws-reserved\//;

/**
 * For the night when nothing else helps: all rights of the account, for its administrators, for an hour. Whenever somebody
 * assumes it, the platform team is told.
 */
export class BreakGlass extends Construct {
  constructor(scope: Construct, id: string, { account }: { readonly account: Account }) {
    super(scope, id);
    const regions = [...account.regions, globalRegion];
    const role = new IamRole(this, 'role', {
      ...breakGlass,
      description: 'Emergencies: everything, for an hour, and everybody is told',
      maxSessionDuration: 3600,
      assumeRolePolicy: document(...trust(account, regions)),
      lifecycle: { preventDestroy: true },
    });
    // AWS's own policy, not a copy: the same rights, but of services that come tomorrow too.
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
   * CloudTrail writes an AssumeRole down in the region whose STS was asked, and what the global endpoint was asked in us-east-1
   * (IAM user guide, "Logging IAM and AWS STS API calls"). EventBridge hears of it there, and only there: so there is a rule
   * in us-east-1 and in each region of the account, and the role is assumed in no other.
   */
  private tell(scope: Construct, account: Account, region: string, provider?: TerraformProvider): void {
    const words = provider ? ['break-glass', 'global'] : ['break-glass'];
    const rule = new CloudwatchEventRule(scope, 'assumed', {
      name: resourceName('eventRule', account.name, ...words),
      description: `Somebody has assumed ${breakGlass.name}`,
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
      protection: kept,
      publishers: [
        {
          sid: 'BreakGlass',
          principal: { Service: 'events.amazonaws.com' },
          condition: { ArnEquals: { 'aws:SourceArn': rule.arn } },
          // EventBridge does not say to KMS for whom it encrypts (SNS developer guide, "Enable compatibility between event sources
          // from AWS services and encrypted topics"): with a condition on the source, nobody would ever be told.
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
 * Administrators, where somebody hears of it. Identity Center asks for a second factor when people sign in, and AWS cannot see
 * that in their sessions: there, `aws:MultiFactorAuthPresent` is false in any case. From other roles it is demanded.
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
