import { Aspects, TerraformDataSource, TerraformResource } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { AwsStack } from './aws-stack';

/**
 * The resources that a stack creates in another region than its own: each gets the provider of that region, unless it
 * has an explicit one. The region is part of the path, so that the same constructs can be in several regions of one
 * stack.
 */
export class InRegion extends Construct {
  constructor(
    scope: Construct,
    readonly region: string,
  ) {
    super(scope, region);
    const provider = AwsStack.ofElement(this).providerOf(region);
    Aspects.of(this).add({
      visit(node) {
        if (isOfAProvider(node)) node.provider ??= provider;
      },
    });
  }
}

const isOfAProvider = (node: IConstruct): node is TerraformResource | TerraformDataSource =>
  node instanceof TerraformResource || node instanceof TerraformDataSource;

/**
 * The region of a construct's resources, unless they have an explicit provider. This is the region of the innermost
 * `InRegion` around the construct, or else the region of the stack.
 */
export function regionOf(construct: IConstruct): string {
  const inside = construct.node.scopes.reverse().find((scope) => scope instanceof InRegion);
  return inside?.region ?? AwsStack.ofElement(construct).region;
}
