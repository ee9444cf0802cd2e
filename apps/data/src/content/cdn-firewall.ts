import { LogKey, WebAcl } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface CdnFirewallProps {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  /** The provider of us-east-1, where WAF keeps the web ACLs of CloudFront. */
  readonly provider: TerraformProvider;
}

/** The web ACL in front of the CDN, and the key of its log. */
export class CdnFirewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { environment, protection, provider }: CdnFirewallProps) {
    super(scope, id);
    const key = new LogKey(this, 'log-key', {
      description: `Log groups of ${environment.name} in us-east-1`,
      alias: resourceName('keyAlias', 'malinshopper', environment.name, 'logs'),
      protection,
      region: 'us-east-1',
      provider,
    });
    const acl = new WebAcl(this, 'acl', {
      scope: 'CLOUDFRONT',
      name: 'cdn',
      logKeyArn: key.arn,
      retentionDays: environment.logRetentionDays,
      provider,
    });
    this.arn = acl.arn;
  }
}
