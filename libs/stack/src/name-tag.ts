import { TerraformResource, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

interface Taggable extends TerraformResource {
  tags: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

const isTaggable = (node: IConstruct): node is Taggable =>
  node instanceof TerraformResource && 'tags' in node && 'tagsInput' in node;

/**
 * Gives every resource that can be tagged a `Name` that says where it was made: environment, app and construct path.
 * It is what the AWS console shows, and it tells two resources of an app apart even where AWS gives them only an id.
 */
export class NameTag implements IAspect {
  constructor(private readonly prefix: string) {}

  visit(node: IConstruct): void {
    if (!isTaggable(node)) return;
    const [, ...path] = node.node.path.split('/');
    node.tags = { Name: [this.prefix, ...path].join('-'), ...node.tagsInput };
  }
}
