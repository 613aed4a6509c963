import type { Module } from '../../../platform/http/index.ts';
import { directoryErrors } from './errors.ts';
import { directorySettingsRoutes, scimRoutes } from './routes.ts';
import type { DirectoryService } from './service.ts';

export function createDirectoryModule({ directory }: { directory: DirectoryService }): Module {
  return { routes: [...directorySettingsRoutes(directory), ...scimRoutes(directory)], errors: [directoryErrors] };
}
