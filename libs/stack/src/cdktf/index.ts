import { startNoPrograms } from './no-programs';
import { resolveQuickly } from './quick-resolve';

/** cdktf 0.21 with the patches of every synthesis in this repository: import it before a stack is created. */
startNoPrograms();
resolveQuickly();
