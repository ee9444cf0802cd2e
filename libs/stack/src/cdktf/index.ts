import { startNoPrograms } from './no-programs';
import { resolveQuickly } from './quick-resolve';

/** cdktf 0.21 as every synthesis of this repository has it: to be imported before a stack is made. */
startNoPrograms();
resolveQuickly();
