import { TerraformResource, Token, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * The resource types with a description in which AWS refuses some characters. Without this check, the refusal would
 * come in the middle of a deploy.
 */
const types = new Set([
  'aws_security_group',
  'aws_vpc_security_group_egress_rule',
  'aws_vpc_security_group_ingress_rule',
]);
/** EC2 API reference: CreateSecurityGroup, IpRange. */
const allowed = /[A-Za-z0-9. _\-:/()#,@[\]+=&;{}!$*]/;
const longest = 255;

/**
 * Refuses descriptions of security groups and of their rules that AWS would refuse. The rule MAL_TEXT_1 checks other
 * texts.
 */
export class GroupTexts implements IAspect {
  /** @throws with the character and its position */
  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || !types.has(node.terraformResourceType)) return;
    const { descriptionInput: text } = node as { readonly descriptionInput?: unknown };
    if (typeof text !== 'string' || Token.isUnresolved(text)) return;
    const fault = faultOf(text);
    if (fault === undefined) return;
    throw new Error(
      `The description ${JSON.stringify(text)} of ${node.node.path} ${fault}. AWS takes at most ${longest} characters out of ` +
        'a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*: write it with these.',
    );
  }
}

function faultOf(text: string): string | undefined {
  const characters = [...text];
  const position = characters.findIndex((one) => !allowed.test(one));
  const wrong = characters[position];
  if (wrong !== undefined) {
    const code = wrong.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return `holds ${JSON.stringify(wrong)} (U+${code}) at character ${position + 1}`;
  }
  return characters.length > longest ? `has ${characters.length} characters` : undefined;
}
