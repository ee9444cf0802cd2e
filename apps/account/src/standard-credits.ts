import { Ec2DefaultCreditSpecification } from '@cdktf/provider-aws/lib/ec2-default-credit-specification';
import { burstableFamilies } from '@malinshopper/environments';
import { Construct } from 'constructs';

/**
 * Burstable instances of the account slow down when their credits are spent. T3, T3a and T4g begin in unlimited mode,
 * in which a job that uses the whole processor costs four times the spot price: "If you plan to use your burstable
 * performance Spot Instances immediately and for a short duration, ... we recommend that you launch them in Standard
 * mode" (EC2 user guide, "Burstable performance instances"). The setting is on the account and not in a launch
 * template: the groups mix these types with others, for which EC2 may refuse the option.
 */
export class StandardCredits extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const instanceFamily of burstableFamilies) {
      new Ec2DefaultCreditSpecification(this, instanceFamily, { instanceFamily, cpuCredits: 'standard' });
    }
  }
}
