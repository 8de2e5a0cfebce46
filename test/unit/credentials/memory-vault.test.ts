import { describe } from 'vitest';
import { createMemoryVault } from '../../../src-main/credentials/memory-vault.ts';
import { specifyVault } from './vault-contract.ts';

describe('the vault in memory', () => {
  specifyVault(async () => createMemoryVault());
});
