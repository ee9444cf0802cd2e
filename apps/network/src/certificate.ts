import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface CertificateProps {
  readonly domain: string;
  /** Further names of the certificate. @default [] */
  readonly alternatives?: readonly string[];
  readonly hostedZoneId: string;
  /** @default - the provider of the environment's region */
  readonly provider?: TerraformProvider;
}

/** A certificate that AWS has issued. DNS records, one per name, validate its names and renew it. */
export class Certificate extends Construct {
  /** Known only after the certificate is issued, so that its users wait for it. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { domain, alternatives = [], hostedZoneId, provider }: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, 'Resource', {
      domainName: domain,
      subjectAlternativeNames: alternatives.length > 0 ? [...alternatives] : undefined,
      validationMethod: 'DNS',
      // Browsers require public transparency logs. The logs also make every certificate for these names visible.
      options: { certificateTransparencyLoggingPreference: 'ENABLED' },
      lifecycle: { createBeforeDestroy: true },
      provider,
    });
    // ACM returns the validation records as a set: each is found by its name, so that the order cannot exchange two
    // records.
    const proof = (name: string, attribute: string) =>
      `\${one([for option in ${certificate.fqn}.domain_validation_options : option.${attribute} if option.domain_name == "${name}"])}`;
    const records = [domain, ...alternatives].map(
      (name) =>
        new Route53Record(this, `proof-${name}`, {
          zoneId: hostedZoneId,
          name: proof(name, 'resource_record_name'),
          type: proof(name, 'resource_record_type'),
          records: [proof(name, 'resource_record_value')],
          ttl: 300,
          // ACM validates a name with the same record for all certificates of an account, including the successor of
          // this one.
          allowOverwrite: true,
        }),
    );
    const validation = new AcmCertificateValidation(this, 'issued', {
      certificateArn: certificate.arn,
      validationRecordFqdns: records.map(({ fqdn }) => fqdn),
      provider,
    });
    this.arn = validation.certificateArn;
  }
}
