import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface CertificateProps {
  readonly domain: string;
  /** More names that the certificate is for. @default [] */
  readonly alternatives?: readonly string[];
  readonly hostedZoneId: string;
  /** @default - the provider of the environment's region */
  readonly provider?: TerraformProvider;
}

/** A certificate that AWS has issued: its names are proven by DNS records, one per name, which also renew it. */
export class Certificate extends Construct {
  /** Known only when the certificate is issued: whoever uses it waits for that. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { domain, alternatives = [], hostedZoneId, provider }: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, 'Resource', {
      domainName: domain,
      subjectAlternativeNames: alternatives.length > 0 ? [...alternatives] : undefined,
      validationMethod: 'DNS',
      // In public logs, as browsers want it: nobody can have one issued for our names unseen.
      options: { certificateTransparencyLoggingPreference: 'ENABLED' },
      lifecycle: { createBeforeDestroy: true },
      provider,
    });
    // ACM gives the proofs as a set: each is found by its name, so that no order can exchange two records.
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
          // ACM proves a name by the same record for every certificate of an account, also for the one that replaces this.
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
