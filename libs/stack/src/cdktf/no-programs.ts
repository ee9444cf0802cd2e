// The modules of cdktf have circular imports, so its index must be loaded first.
import 'cdktf';
import { ValidateBinaryVersion } from 'cdktf/lib/validations';

/**
 * A synthesis starts no program. cdktf 0.21 adds a validation that runs `terraform version` to every `import`, to every
 * `moved` and to every `terraform_data` (terraform-resource.js:246, importable-resource.js:15,
 * terraform-data-resource.js:70): it took 43 % of the time of a synthesis, and failed without Terraform on PATH. Its
 * requirement (>= 1.5) is weaker than that of every stack (`required_version`, aws-stack.ts) and of the tools
 * (tools/terraform/src/installation/version.ts). The validations of providers and of constructs are other classes, and
 * stay.
 */
export function startNoPrograms(): void {
  ValidateBinaryVersion.prototype.validate = () => [];
}
