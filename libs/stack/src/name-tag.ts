import { TerraformResource, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

interface Taggable extends TerraformResource {
  tags: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

const isTaggable = (node: IConstruct): node is Taggable =>
  node instanceof TerraformResource && 'tags' in node && 'tagsInput' in node;

/**
 * Gives every resource that can be tagged a `Name` with its environment, app and construct path. The AWS console shows
 * it, and it distinguishes two resources of an app even where AWS gives them only an id.
 */
export class NameTag implements IAspect {
  constructor(private readonly prefix: string) {}

  visit(node: IConstruct): void {
    if (!isTaggable(node)) return;
    const [, ...path] = node.node.path.split('/');
    node.tags = { Name: [this.prefix, ...path].join('-'), ...node.tagsInput };
  }
}
