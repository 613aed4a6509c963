export { directoryErrors } from './errors.ts';
export { createDirectory, type Directory, type DirectoryService } from './service.ts';
export { DIRECTORY_TOKEN_PREFIX } from './tokens.ts';
