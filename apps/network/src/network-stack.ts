import { accountContract } from '@malinshopper/account/contract';
import {
  assertQuotas,
  branchHost,
  branchZone,
  hasHostsCertificate,
  hostOf,
  networkOf,
  type Environment,
} from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { Certificate } from './certificate';
import { networkContract } from './contract';
import { Network, type NetworkFacts } from './network';

/** The network of an environment, and the certificates of its names. */
export class NetworkStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'network' });
    // The check is here because the network is the first app of a deploy.
    assertQuotas(environment);
    const { account, domain } = environment;

    const ofAccount = accountContract.read(this, { name: account.name, account });
    const hostedZoneId = ofAccount.zoneIds(environment.hostedZone);
    const web = hasHostsCertificate(environment)
      ? undefined
      : new Certificate(this, 'web-certificate', {
          domain,
          alternatives: environment.kind === 'production' ? [`www.${domain}`] : [],
          hostedZoneId,
        });
    const branches =
      environment.kind === branchHost && environment.loadBalancer.placement === 'own'
        ? new Certificate(this, 'branches-certificate', {
            domain: `*.${branchZone}`,
            hostedZoneId: ofAccount.zoneIds(branchZone),
          })
        : undefined;
    const cdn = new Certificate(this, 'cdn-certificate', {
      domain: `static.${domain}`,
      hostedZoneId,
      provider: this.globalProvider,
    });

    networkContract.publish(this, {
      ...this.ownOrBorrowed(ofAccount.alarmTopicArns('network')),
      hostedZoneId,
      certificateArn: web?.arn ?? '',
      branchesCertificateArn: branches?.arn ?? '',
      cdnCertificateArn: cdn.arn,
    });
  }

  private ownOrBorrowed(topicArn: string): NetworkFacts {
    const { environment } = this;
    if (environment.network.placement === 'shared') return networkContract.read(this, hostOf(environment, 'network'));
    return new Network(this, 'network', {
      network: networkOf(environment),
      environment,
      protection: this.protection,
      topicArn,
    });
  }
}
